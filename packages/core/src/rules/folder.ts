import { readFolder } from "../sources/folder.js";
import type { SourceFile } from "../sources/source-file.js";
import { parseRule } from "./rule-file.js";

/**
 * The rules of a folder, sorted by path: `*.yml` and `*.yaml` in it and below it, but for `draft`, `examples` and `tests`.
 *
 * @throws {HuntInputError} `input: "folder"` when it cannot be read, and as {@link parseRule} does, naming the file
 */
export async function readRuleFolder(path: string): Promise<SourceFile[]> {
  const files = await readFolder(path, ["yaml", "yml"]);
  await Promise.all(files.map(parseRule));
  return files;
}
