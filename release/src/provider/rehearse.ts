import { readFile, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSandbox } from "@huntkit/sandbox";
import { findEngine, type Engine } from "@huntkit/test-kit/terraform/find-engine";
import type { BuiltProgram } from "../executables/build-executable.js";
import { recordAttempt, type Result } from "../rehearsal/report.js";
import { Stranger } from "../rehearsal/stranger.js";
import { useProvider, type Source } from "./consumer.js";
import { createProviderRelease, getReleaseFileName, readProviderVersion } from "./create-release.js";
import { getOwnPlatformName } from "./platforms.js";
import { startRegistryServer } from "./registry-server.js";
import { createSigningKey } from "./signing.js";
import { verifyRelease } from "./verify-release.js";

/**
 * Publishes the provider to a registry and a mirror on this machine, signed with a key that exists only for this, and
 * uses it with each installed engine as a stranger would.
 *
 * @param program the provider for this machine's platform
 * @throws {Error} if the release is not valid, or if neither Terraform nor OpenTofu is installed
 */
export async function rehearseProvider(
  program: BuiltProgram,
  onProgress: (message: string) => void = () => {},
): Promise<Result[]> {
  const engines = (["terraform", "tofu"] as const)
    .map((command) => findEngine(command, process.env))
    .filter((engine): engine is Engine => engine !== undefined);
  if (engines.length === 0) throw new Error("Neither Terraform nor OpenTofu is installed.");
  const directory = await mkdtemp(join(tmpdir(), "provider-release-"));
  const version = await readProviderVersion();
  const platform = getOwnPlatformName();
  onProgress(`Packing the provider for ${platform}`);
  await createProviderRelease({ directory, programs: new Map([[platform, program]]) });
  const sums = join(directory, getReleaseFileName(version, "SHA256SUMS"));
  const key = await createSigningKey();
  await key.sign(sums);
  const problems = await verifyRelease(directory, {
    version,
    platforms: [platform],
    publicKey: key.publicKey,
  });
  if (problems.length > 0) throw new Error(problems.join("\n"));

  const sandbox = await startSandbox();
  const server = await startRegistryServer({
    directory,
    version,
    publicKey: key.publicKey,
    keyId: key.id,
    checksums: await readFile(sums, "utf8"),
  });
  const connection = { HUNT_INSTANCE: sandbox.url, HUNT_TOKEN: sandbox.tokens.admin };
  const archive = getReleaseFileName(version, `${platform}.zip`);
  const { size } = await stat(join(directory, archive));
  const results: Result[] = [];
  try {
    for (const engine of engines) {
      for (const source of ["registry", "mirror"] as const satisfies readonly Source[]) {
        const consumer = `${engine.command} ${engine.version}: init from a ${source}, plan, apply`;
        onProgress(consumer);
        const stranger = await Stranger.create("");
        const options = { engine, source, server, version, connection };
        results.push(
          await recordAttempt({ artifact: archive, size, consumer }, () => useProvider(stranger, options)),
        );
        await stranger.remove();
      }
    }
    return results;
  } finally {
    await server.stop();
    await sandbox.stop();
    await key.remove();
    await rm(directory, { recursive: true, force: true });
  }
}
