/**
 * Writes files through a draft with a random name, which replaces the file when it is complete, and reads
 * text files.
 *
 * @module
 */
export { decodeText, readTextFile } from "./decode-text.js";
export { createDirectory } from "./create-directory.js";
export { FileTargetError, type TargetOptions } from "./file-target.js";
export {
  FileDraft,
  proveReplaceable,
  replaceFile,
  writePrivateFile,
  type ReplaceFileOptions,
} from "./replace-file.js";
