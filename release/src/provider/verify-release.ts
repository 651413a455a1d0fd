import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { hashFile, parseChecksums } from "./checksums.js";
import { getReleaseFileName } from "./create-release.js";
import { verifySignature } from "./signing.js";

/** What a release must have. */
export interface ReleaseRequirements {
  readonly version: string;
  /** Names of the platforms, such as `linux_amd64`. */
  readonly platforms: readonly string[];
  /** The public key that the registry has, as text. */
  readonly publicKey: string;
}

/**
 * Returns what is wrong with a release of the provider. Terraform and OpenTofu reject each of these, but only when a
 * user runs `init`.
 *
 * @param directory the files of the release
 * @returns a sentence for each problem. Empty if there are none.
 */
export async function verifyRelease(
  directory: string,
  { version, platforms, publicKey }: ReleaseRequirements,
): Promise<string[]> {
  const files = new Set(await readdir(directory));
  const sums = getReleaseFileName(version, "SHA256SUMS");
  const missing = [sums, `${sums}.sig`].filter((file) => !files.has(file));
  if (missing.length > 0) return missing.map((file) => `${file} is missing.`);

  const problems: string[] = [];
  const path = join(directory, sums);
  if (!(await verifySignature(path, `${path}.sig`, publicKey)))
    problems.push(`${sums}.sig is not a signature of ${sums} by the registry's key. Sign ${sums} again.`);

  const checksums = parseChecksums(await readFile(path, "utf8"));
  const archives = platforms.map((platform) => getReleaseFileName(version, `${platform}.zip`));
  for (const file of [...archives, getReleaseFileName(version, "manifest.json")]) {
    if (!files.has(file)) problems.push(`${file} is missing.`);
    else if (!checksums.has(file)) problems.push(`${sums} has no checksum of ${file}.`);
  }
  for (const [file, checksum] of checksums) {
    if (!files.has(file)) continue;
    const actual = await hashFile(join(directory, file));
    if (actual !== checksum)
      problems.push(`${file} was changed: its checksum is ${actual}, and ${sums} has ${checksum}.`);
  }
  return problems;
}
