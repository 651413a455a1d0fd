import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The root directory of the repository. */
export const root = fileURLToPath(new URL("../../..", import.meta.url));

/** A package that is published on npm. */
export interface PublishedPackage {
  readonly name: string;
  readonly version: string;
  /** Its directory, absolute. */
  readonly directory: string;
}

/** Returns the packages of the repository that are not private, by name. */
export async function listPublishedPackages(): Promise<PublishedPackage[]> {
  const parents = ["packages", "apps"].map((parent) => join(root, parent));
  const directories = (
    await Promise.all(
      parents.map(async (parent) => (await readdir(parent)).map((entry) => join(parent, entry))),
    )
  ).flat();
  const manifests = await Promise.all(
    directories.map(async (directory) => ({ directory, ...(await readManifest(directory)) })),
  );
  return manifests
    .filter(({ private: isPrivate }) => !isPrivate)
    .map(({ name, version, directory }) => ({ name, version, directory }))
    .sort((a, b) => a.name.localeCompare(b.name, "en"));
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
}

async function readManifest(directory: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(directory, "package.json"), "utf8")) as Manifest;
}

/**
 * Packs a package as publishing it would. pnpm writes the versions that `workspace:` and `catalog:` stand for.
 *
 * @param destination directory for the archive
 * @returns path of the archive
 */
export async function packPackage({ directory }: PublishedPackage, destination: string): Promise<string> {
  const { stdout } = await run("pnpm", ["pack", "--json", "--pack-destination", destination], {
    cwd: directory,
  });
  const { filename } = JSON.parse(stdout) as { filename: string };
  return filename;
}
