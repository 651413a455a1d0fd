/**
 * Where a token comes from: a variable, a file, or a command.
 *
 * @module
 */
export { CommandFailure, readCommandOutput, splitCommand, type RunCommandOptions } from "./run-command.js";
export {
  readTokenFromEnv,
  readTokenFromCommand,
  type ReadTokenOptions,
  type TokenFromEnv,
} from "./token-from-env.js";
