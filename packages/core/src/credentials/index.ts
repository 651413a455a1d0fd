/**
 * Where a token comes from: a variable, a file, or a command. And how to keep it out of what is shown.
 *
 * @module
 */
export { CommandFailure, readCommandOutput, splitCommand, type RunCommandOptions } from "./run-command.js";
export { createTokenRedactor, type TokenRedactor } from "./token-redactor.js";
export {
  readTokenFromEnv,
  readTokenFromCommand,
  type ReadTokenOptions,
  type TokenFromEnv,
} from "./token-from-env.js";
