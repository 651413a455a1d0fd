import { readFolder } from "../sources/folder.js";
import { parseExtension, type ExtensionSource } from "./parse-extension.js";

/**
 * The extensions of a folder, sorted by path: `*.lua` in it and below it, but for `draft`, `examples` and `tests`.
 *
 * @throws {HuntInputError} `input: "folder"` when it cannot be read, and as {@link parseExtension} does, naming the file
 */
export async function readExtensionFolder(path: string): Promise<ExtensionSource[]> {
  return Promise.all((await readFolder(path, ["lua"])).map(parseExtension));
}
