import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { HuntRelease } from "./facts.js";
import { createHomebrewFormula } from "./homebrew.js";
import { createScoopManifest } from "./scoop.js";
import { createWingetManifests } from "./winget.js";

/**
 * Describes a release for Homebrew, Scoop, and winget.
 *
 * @param directory a directory for each of them, with the paths that the files have in its repository
 */
export async function describeForPackageManagers(release: HuntRelease, directory: string): Promise<void> {
  const files = new Map([
    ["homebrew/Formula/hunt.rb", createHomebrewFormula(release)],
    ["scoop/bucket/hunt.json", createScoopManifest(release)],
  ]);
  for (const [file, content] of createWingetManifests(release))
    files.set(`winget/manifests/h/huntkit/hunt/${release.version}/${file}`, content);
  for (const [file, content] of files) {
    await mkdir(dirname(join(directory, file)), { recursive: true });
    await writeFile(join(directory, file), content);
  }
}
