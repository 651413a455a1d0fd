import { HuntInputError } from "../errors/hunt-error.js";
import { readTextFile } from "../files/decode-text.js";
import { ApiToken } from "../token/api-token.js";
import { requireNoToken } from "../token/token-in-text.js";
import {
  commandKeys,
  RunCommandError,
  readCommandOutput,
  splitCommand,
  type RunCommandOptions,
} from "./run-command.js";
import { requireKnownKeys } from "../errors/require-known-keys.js";

type Environment = Readonly<Record<string, string | undefined>>;

/** Options for reading a token. */
export type ReadTokenOptions = Pick<RunCommandOptions, "timeoutMs" | "signal">;

/** A token that was read from the environment. */
export interface TokenFromEnv {
  readonly token: ApiToken;
  /** The variable that holds the token or says where to read it. */
  readonly source: "HUNT_TOKEN" | "HUNT_TOKEN_FILE" | "HUNT_TOKEN_COMMAND";
  /** The path of the file that the token was read from. */
  readonly path?: string;
}

/**
 * Reads the token of the environment: from the variable `HUNT_TOKEN`, from the file that `HUNT_TOKEN_FILE`
 * names (containers mount secrets as files), or from the command in `HUNT_TOKEN_COMMAND` (such as a password
 * manager). The first one that is set and not empty is used.
 *
 * @returns null if none is set
 * @throws {HuntInputError} if the file cannot be read, the command fails, or the content is not a token. The
 *   message names the variable, and does not contain the content.
 *
 * @example
 * ```ts
 * import { HuntClient } from "@huntkit/core";
 * import { readTokenFromEnv } from "@huntkit/core/credentials";
 *
 * const found = await readTokenFromEnv(process.env);
 * const client = new HuntClient({ instance: "acme", token: found?.token });
 * ```
 */
export async function readTokenFromEnv(
  env: Environment = process.env,
  options: ReadTokenOptions = {},
): Promise<TokenFromEnv | null> {
  requireKnownKeys(options, { timeoutMs: true, signal: true });
  const { HUNT_TOKEN: value, HUNT_TOKEN_FILE: path, HUNT_TOKEN_COMMAND: command } = env;
  if (value) return { token: parseToken("HUNT_TOKEN", value), source: "HUNT_TOKEN" };
  if (path) return { token: await readTokenFile(path), source: "HUNT_TOKEN_FILE", path };
  if (!command?.trim()) return null;
  requireNoToken("HUNT_TOKEN_COMMAND", command);
  const words = splitCommand("HUNT_TOKEN_COMMAND", command);
  const token = await readTokenFromCommand("HUNT_TOKEN_COMMAND", words, { ...options, env });
  return { token, source: "HUNT_TOKEN_COMMAND" };
}

/**
 * Runs a command that prints a token, without a shell.
 *
 * @param input name of the input, for the error
 * @param command program and arguments
 * @throws {HuntInputError} `problem: "command"` if it fails, or the problem of the token. The message does
 *   not contain any output of the command.
 */
export async function readTokenFromCommand(
  input: string,
  command: readonly string[],
  options: RunCommandOptions = {},
): Promise<ApiToken> {
  const { env = process.env, ...commandOptions } = requireKnownKeys(options, commandKeys);
  // Otherwise, a command that is `hunt` itself would start itself endlessly.
  const { HUNT_TOKEN_COMMAND: _, ...rest } = env;
  try {
    return parseToken(input, await readCommandOutput(command, { ...commandOptions, env: rest }));
  } catch (error) {
    if (!(error instanceof RunCommandError)) throw error;
    throw new HuntInputError(
      input,
      "command",
      `${input}: the command ${error.message} Run it yourself to see its messages. It is started without a shell.`,
    );
  }
}

async function readTokenFile(path: string): Promise<ApiToken> {
  const input = "HUNT_TOKEN_FILE";
  requireNoToken(input, path);
  let text: string;
  try {
    text = await readTextFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new HuntInputError(
      input,
      "unreadable",
      `${input}: could not read ${path} (${code}). Set it to the path of a file that contains only the token.`,
    );
  }
  return parseToken(`${input} (${path})`, text);
}

/** Adds the source of the token to the error. */
function parseToken(place: string, text: string): ApiToken {
  try {
    return new ApiToken(text);
  } catch (error) {
    if (!(error instanceof HuntInputError)) throw error;
    throw new HuntInputError(place, error.problem, error.message.replace(/^token: /, `${place}: `));
  }
}
