/**
 * The one way to write files: a draft with a random name, which replaces the file when it is complete.
 *
 * @module
 */
export { FileTargetError, type TargetOptions } from "./file-target.js";
export {
  FileDraft,
  proveReplaceable,
  replaceFile,
  writePrivateFile,
  type ReplaceFileOptions,
} from "./replace-file.js";
