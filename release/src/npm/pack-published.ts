import { mkdir, writeFile } from "node:fs/promises";
import { checkArchive, readArchivedSbom } from "./check-archive.js";
import { listPublishedPackages, packPackage } from "./packages.js";

/**
 * Packs all published packages, and writes the SBOM of each next to its archive.
 *
 * @param destination directory for the archives
 * @returns paths of the archives
 * @throws {Error} if npm or its users would reject one of them
 */
export async function packPublishedPackages(destination: string): Promise<string[]> {
  await mkdir(destination, { recursive: true });
  const archives: string[] = [];
  for (const published of await listPublishedPackages()) {
    const archive = await packPackage(published, destination);
    const problems = await checkArchive(archive);
    if (problems.length > 0) throw new Error([`${published.name}:`, ...problems].join("\n"));
    await writeFile(archive.replace(/\.tgz$/, ".cdx.json"), await readArchivedSbom(archive));
    archives.push(archive);
  }
  return archives;
}
