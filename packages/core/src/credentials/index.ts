/**
 * Reads tokens from variables, files, and commands, and redacts them in output.
 *
 * @module
 */
export { findProgram } from "./find-program.js";
export { RunCommandError, readCommandOutput, splitCommand, type RunCommandOptions } from "./run-command.js";
export { createSecretRedactor, createTokenRedactor, type TokenRedactor } from "./token-redactor.js";
export {
  readTokenFromEnv,
  readTokenFromCommand,
  type ReadTokenOptions,
  type TokenFromEnv,
} from "./token-from-env.js";
