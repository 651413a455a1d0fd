import { readCommandOutput, type RunCommandOptions } from "../credentials/run-command.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import { ApiToken, isTokenFormat } from "../token/api-token.js";
import type { StoreContent } from "./secret-store.js";

/** A fingerprint, as in the output of `hunt token list`. */
const fingerprintFormat = /^[0-9a-f]{8}$/;

/**
 * Runs a command that prints a stored token or its fingerprint. It is started without a shell, and its output
 * is not shown.
 *
 * @returns the output; without a token if it is neither
 * @throws {RunCommandError} if the command fails. The message does not contain its output.
 */
export async function readFromCommand(
  command: readonly string[],
  options: Pick<RunCommandOptions, "env" | "signal">,
): Promise<StoreContent> {
  const text = (await readCommandOutput(command, options)).trim();
  const content = { readAt: Date.now() };
  if (isTokenFormat(text)) return { ...content, token: new ApiToken(text) };
  return fingerprintFormat.test(text) ? { ...content, fingerprint: text } : content;
}

/** Returns the name of a program for messages. */
export function toName(program: string): string {
  return escapeToSingleLine(program, 80);
}
