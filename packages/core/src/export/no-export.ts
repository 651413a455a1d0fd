import { HuntInputError } from "../errors/hunt-error.js";

/**
 * Says that a file is none to go on with.
 *
 * @param sentence what is wrong with it
 */
export function createNoExportError(sentence: string): HuntInputError {
  return new HuntInputError(
    "resume",
    "no-export",
    `resume: the file cannot be gone on with: ${sentence} Is it what huntkit has exported, in this format?`,
  );
}
