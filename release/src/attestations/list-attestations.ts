import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { sbomFile } from "@huntkit/build-plugins";

/** Files that one job of the release workflow attests together. */
export interface Attestation {
  /** For the title of the job. */
  readonly name: string;
  /** Paths of the attested files, one per line. */
  readonly subjects: string;
  /** Path of the SBOM of all of them. */
  readonly sbom: string;
}

const sbomEnd = ".cdx.json";

/** Ends of the names of files that users install. Each must have an SBOM. */
const installed: readonly string[] = [".tgz", ".zip", ".deb"];

/**
 * Lists what the release workflow attests: each file that users install with the SBOM next to it, and the bundle of the
 * action.
 *
 * @param out directory of the release
 * @throws {Error} if a file has no SBOM
 */
export async function listAttestations(out: string): Promise<Attestation[]> {
  const directories = ["npm", "assets/hunt", "assets/provider"].map((directory) => join(out, directory));
  const packages = await Promise.all(directories.map(listInDirectory));
  return [...packages.flat(), await describeAction(join(out, "action/apps/action/dist"))];
}

async function listInDirectory(directory: string): Promise<Attestation[]> {
  const files = (await readdir(directory)).sort();
  const sboms = files.filter((file) => file.endsWith(sbomEnd));
  const subjects = files.filter((file) => installed.some((end) => file.endsWith(end)));
  const names = sboms.map((file) => basename(file, sbomEnd));
  const getBase = (file: string): string => file.replace(/\.[a-z]+$/, "");
  const missing = subjects.filter((file) => !names.includes(getBase(file)));
  if (missing.length > 0) throw new Error(`${missing.join(", ")} has no SBOM in ${directory}.`);
  return names.map((name) => ({
    name,
    subjects: formatPaths(
      directory,
      subjects.filter((file) => getBase(file) === name),
    ),
    sbom: join(directory, `${name}${sbomEnd}`),
  }));
}

async function describeAction(directory: string): Promise<Attestation> {
  const files = (await readdir(directory)).filter((file) => file.endsWith(".cjs")).sort();
  return { name: "action", subjects: formatPaths(directory, files), sbom: join(directory, sbomFile) };
}

function formatPaths(directory: string, files: readonly string[]): string {
  return files.map((file) => join(directory, file)).join("\n");
}
