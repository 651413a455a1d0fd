import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findNode } from "../executables/node-binary.js";
import { recordAttempt, type Result } from "../rehearsal/report.js";
import { Stranger } from "../rehearsal/stranger.js";
import { checkArchive } from "./check-archive.js";
import { consumers } from "./consumers.js";
import { startLocalRegistry } from "./local-registry.js";
import { listPublishedPackages, packPackage, type PublishedPackage } from "./packages.js";

/** How to rehearse. */
export interface NpmRehearsalOptions {
  /** Called before each package is used. */
  readonly onProgress?: (message: string) => void;
  /** Changes an archive before it is published, to show what the rehearsal finds. */
  readonly changeArchive?: (name: string, archive: string) => Promise<void>;
  /** Names of the packages to use. Default: all. All are published in any case. */
  readonly only?: readonly string[];
}

/**
 * Publishes all packages to a registry on this machine, and uses each one as a stranger would.
 *
 * @throws {Error} if a published package has no consumer
 */
export async function rehearseNpm(options: NpmRehearsalOptions = {}): Promise<Result[]> {
  const { onProgress = () => {}, changeArchive = async () => {}, only } = options;
  const packages = await listPublishedPackages();
  const node = await findNode();
  const temporary = await mkdtemp(join(tmpdir(), "packages-"));
  const registry = await startLocalRegistry();
  try {
    const archives = new Map<string, { archive: string; size: number }>();
    for (const published of packages) {
      onProgress(`Publishing ${published.name}`);
      const archive = await packPackage(published, temporary);
      await changeArchive(published.name, archive);
      archives.set(published.name, { archive, size: (await stat(archive)).size });
      await registry.publish(archive);
    }
    const results: Result[] = [];
    for (const published of packages.filter(({ name }) => only?.includes(name) ?? true)) {
      onProgress(`Installing ${published.name}`);
      const { title, use } = requireConsumer(published);
      const { archive, size } = archives.get(published.name)!;
      const artifact = { artifact: `${published.name} ${published.version}`, size };
      const check = { ...artifact, consumer: "publint, and Are the types wrong?" };
      results.push(await recordAttempt(check, () => requireCorrectArchive(archive)));
      const stranger = await Stranger.create(registry.url, node);
      results.push(await recordAttempt({ ...artifact, consumer: title }, () => use(stranger)));
      await stranger.remove();
    }
    return results;
  } finally {
    await registry.stop();
    await rm(temporary, { recursive: true });
  }
}

async function requireCorrectArchive(archive: string): Promise<void> {
  const problems = await checkArchive(archive);
  if (problems.length > 0) throw new Error(problems.join("\n"));
}

function requireConsumer({ name }: PublishedPackage) {
  const found = consumers.find((consumer) => consumer.name === name);
  if (found === undefined) throw new Error(`No consumer tries ${name}. Add one to consumers.ts.`);
  return found;
}
