import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { writeArchive } from "../provider/archive.js";
import { formatChecksums, hashFile } from "../provider/checksums.js";
import {
  createProviderRelease,
  getProviderScript,
  providerName,
  readProviderVersion,
  type ProviderProgram,
} from "../provider/create-release.js";
import { getPlatformName, platforms } from "../provider/platforms.js";

/** What the assets of a release are made from. */
export interface AssetOptions {
  /** A directory for each platform, such as `linux_amd64`, with the executables that were built there. */
  readonly executables: string;
  /** Directory for the assets: `hunt` for the GitHub release, and `provider` for the provider's repository. */
  readonly out: string;
}

/**
 * Creates what a release publishes besides npm packages and the action: an archive of `hunt` for each platform with
 * their checksums, and the files of the provider's release.
 *
 * @throws {Error} if the executables of a platform are missing
 */
export async function createAssets({ executables, out }: AssetOptions): Promise<void> {
  const built = new Set(await readdir(executables));
  const withExecutable = platforms.filter(({ program }) => program === "executable").map(getPlatformName);
  const missing = withExecutable.filter((platform) => !built.has(platform));
  if (missing.length > 0)
    throw new Error(`The executables for ${missing.join(", ")} are missing in ${executables}.`);
  await createHuntArchives(withExecutable, executables, join(out, "hunt"));
  await createProviderRelease({
    directory: join(out, "provider"),
    programs: new Map(
      platforms.map((platform): [string, ProviderProgram] => {
        const name = getPlatformName(platform);
        if (platform.program === "script") return [name, getProviderScript()];
        return [name, getProgram(executables, name, providerName)];
      }),
    ),
  });
}

/** The archives of `hunt`. All packages of a release have the same version. */
async function createHuntArchives(
  names: readonly string[],
  executables: string,
  directory: string,
): Promise<void> {
  await mkdir(directory, { recursive: true });
  const version = await readProviderVersion();
  const checksums = new Map<string, string>();
  for (const platform of names) {
    const { file, licenses } = getProgram(executables, platform, "hunt");
    const archive = `hunt_${version}_${platform}.zip`;
    await writeArchive(join(directory, archive), [
      { name: getExecutableName("hunt", platform), file, isExecutable: true },
      { name: "LICENSES.txt", file: licenses, isExecutable: false },
    ]);
    checksums.set(archive, await hashFile(join(directory, archive)));
  }
  await writeFile(join(directory, `hunt_${version}_SHA256SUMS`), formatChecksums(checksums));
}

function getProgram(executables: string, platform: string, name: string): ProviderProgram {
  const directory = join(executables, platform);
  return {
    file: join(directory, getExecutableName(name, platform)),
    licenses: join(directory, `${name}.LICENSES.txt`),
  };
}

function getExecutableName(name: string, platform: string): string {
  return platform.startsWith("windows_") ? `${name}.exe` : name;
}
