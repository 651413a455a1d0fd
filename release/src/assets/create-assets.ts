import { copyFile, mkdir, readdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { sbomFile } from "@huntkit/build-plugins";
import { locateProgram, type BuiltProgram } from "../executables/build-executable.js";
import { cliFiles } from "../executables/programs.js";
import { createDebianPackage } from "../package-managers/debian.js";
import { describeForPackageManagers } from "../package-managers/describe.js";
import { getDownloadUrl, type HuntRelease, type PublishedArchive } from "../package-managers/facts.js";
import { writeArchive, type ArchiveEntry } from "../provider/archive.js";
import { formatChecksums, hashFile } from "../provider/checksums.js";
import {
  createProviderRelease,
  getProviderScript,
  providerName,
  readProviderVersion,
} from "../provider/create-release.js";
import { getPlatformName, platforms } from "../provider/platforms.js";

/** What the assets of a release are made from. */
export interface AssetOptions {
  /** A directory for each platform, such as `linux_amd64`, with the executables that were built there. */
  readonly executables: string;
  /**
   * Directory for the assets: `hunt` and `provider` for the GitHub release, and `package-managers` for what other
   * repositories receive.
   */
  readonly out: string;
}

/** Platforms with a package for Debian. */
const debianPlatforms: ReadonlySet<string> = new Set(["linux_amd64", "linux_arm64"]);

/**
 * Creates what a release publishes besides npm packages and the action: for each platform an archive of `hunt` and its
 * SBOM, the packages for Debian, the checksums, the descriptions for package managers, and the provider's release.
 *
 * @throws {Error} if the executables of a platform are missing
 */
export async function createAssets({ executables, out }: AssetOptions): Promise<void> {
  const built = new Set(await readdir(executables));
  const withExecutable = platforms.filter(({ program }) => program === "executable").map(getPlatformName);
  const missing = withExecutable.filter((platform) => !built.has(platform));
  if (missing.length > 0)
    throw new Error(`The executables for ${missing.join(", ")} are missing in ${executables}.`);
  const locate = (name: string, platform: string): BuiltProgram =>
    locateProgram(name, join(executables, platform), platform.startsWith("windows_"));
  const hunts = new Map(withExecutable.map((platform) => [platform, locate("hunt", platform)] as const));
  const release = await createHuntFiles(hunts, join(out, "hunt"));
  await describeForPackageManagers(release, join(out, "package-managers"));
  await createProviderRelease({
    directory: join(out, "provider"),
    programs: new Map(
      platforms.map((platform): [string, BuiltProgram] => {
        const name = getPlatformName(platform);
        return [name, platform.program === "script" ? getProviderScript() : locate(providerName, name)];
      }),
    ),
  });
}

/** Creates the files of `hunt`. All packages of a release have the same version. */
async function createHuntFiles(
  programs: ReadonlyMap<string, BuiltProgram>,
  directory: string,
): Promise<HuntRelease> {
  await mkdir(directory, { recursive: true });
  const version = await readProviderVersion();
  const checksums = new Map<string, string>();
  const archives = new Map<string, PublishedArchive>();
  for (const [platform, program] of programs) {
    const base = `hunt_${version}_${platform}`;
    await writeArchive(join(directory, `${base}.zip`), listEntries(program));
    await copyFile(program.sbom, join(directory, `${base}.cdx.json`));
    const files = [`${base}.zip`, `${base}.cdx.json`];
    if (debianPlatforms.has(platform)) {
      const arch = platform.split("_")[1]!;
      files.push(`${base}.deb`);
      await createDebianPackage({ version, arch, program, output: join(directory, `${base}.deb`) });
    }
    for (const file of files) checksums.set(file, await hashFile(join(directory, file)));
    const url = getDownloadUrl(version, `${base}.zip`);
    archives.set(platform, { url, checksum: checksums.get(`${base}.zip`)! });
  }
  await writeFile(join(directory, `hunt_${version}_SHA256SUMS`), formatChecksums(checksums));
  return { version, archives };
}

function listEntries({ file, licenses, sbom }: BuiltProgram): ArchiveEntry[] {
  return [
    { name: basename(file), file, isExecutable: true },
    { name: "hunt.1", file: join(cliFiles, "man", "hunt.1"), isExecutable: false },
    { name: "LICENSES.txt", file: licenses, isExecutable: false },
    { name: sbomFile, file: sbom, isExecutable: false },
  ];
}
