import { createRequire } from "node:module";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { sbomFile } from "@huntkit/build-plugins";
import type { BuiltProgram } from "../executables/build-executable.js";
import { writeArchive, type ArchiveEntry } from "./archive.js";
import { formatChecksums, hashFile } from "./checksums.js";

/** Name of the provider's executable, and of its repository, as the registries require it. */
export const providerName = "terraform-provider-hunt";

const manifestPath = createRequire(import.meta.url).resolve("@huntkit/provider/package.json");

/** What a release of the provider is made from. */
export interface ProviderReleaseOptions {
  /** Directory for the release. */
  readonly directory: string;
  /** The program of each platform, by name of the platform. */
  readonly programs: ReadonlyMap<string, BuiltProgram>;
}

/** Returns the version of the provider. */
export async function readProviderVersion(): Promise<string> {
  const { version } = JSON.parse(await readFile(manifestPath, "utf8")) as { version: string };
  return version;
}

/** Returns the path of the script, which is the provider on platforms without a single executable. */
export function getProviderScript(): BuiltProgram {
  const dist = join(dirname(manifestPath), "dist");
  return {
    file: join(dist, providerName),
    licenses: join(dist, "LICENSES.txt"),
    sbom: join(dist, sbomFile),
    packageFile: join(dist, "package.json"),
  };
}

/** Returns the name of a file of the release, for example of its archive for `linux_amd64.zip`. */
export function getReleaseFileName(version: string, end: string): string {
  return `${providerName}_${version}_${end}`;
}

/**
 * Creates the files of a release in the registries of Terraform and OpenTofu, except for the signature: an archive
 * for each platform, the manifest, and the checksums (Terraform's documentation, "Publishing providers"). The SBOM of each archive is next to
 * it. The registries do not read it.
 */
export async function createProviderRelease(options: ProviderReleaseOptions): Promise<void> {
  const { directory, programs } = options;
  const version = await readProviderVersion();
  await mkdir(directory, { recursive: true });
  const names: string[] = [];
  for (const [platform, program] of programs) {
    const name = getReleaseFileName(version, `${platform}.zip`);
    await writeArchive(join(directory, name), listEntries(platform, program, version));
    await copyFile(program.sbom, join(directory, getReleaseFileName(version, `${platform}.cdx.json`)));
    names.push(name);
  }
  const manifest = getReleaseFileName(version, "manifest.json");
  const content = { version: 1, metadata: { protocol_versions: ["6.0"] } };
  await writeFile(join(directory, manifest), `${JSON.stringify(content, null, 2)}\n`);
  names.push(manifest);
  const checksums = new Map<string, string>();
  for (const name of names) checksums.set(name, await hashFile(join(directory, name)));
  const sums = getReleaseFileName(version, "SHA256SUMS");
  await writeFile(join(directory, sums), formatChecksums(checksums));
}

function listEntries(
  platform: string,
  { file, licenses, sbom, packageFile }: BuiltProgram,
  version: string,
): ArchiveEntry[] {
  const extension = platform.startsWith("windows_") ? ".exe" : "";
  return [
    { name: `${providerName}_v${version}${extension}`, file, isExecutable: true },
    { name: "LICENSES.txt", file: licenses, isExecutable: false },
    { name: sbomFile, file: sbom, isExecutable: false },
    ...(packageFile === undefined ? [] : [{ name: "package.json", file: packageFile, isExecutable: false }]),
  ];
}
