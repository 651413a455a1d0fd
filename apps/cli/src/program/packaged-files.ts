import { readFile } from "node:fs/promises";
import { getRawAsset, isSea } from "node:sea";

/**
 * Reads a file that the build wrote into the package. A single executable embeds these files under their
 * paths, because it has no directory of its own.
 *
 * @param path relative to `dist`, for example `completion/bash`
 * @param location of the file in the npm package
 */
export async function readPackagedFile(path: string, location: URL): Promise<Uint8Array> {
  return isSea() ? new Uint8Array(getRawAsset(path) as ArrayBuffer) : readFile(location);
}
