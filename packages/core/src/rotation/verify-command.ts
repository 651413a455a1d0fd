import { readCommandOutput, type RunCommandOptions } from "../credentials/run-command.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import { ApiToken, isTokenFormat } from "../token/api-token.js";
import type { StoreContent } from "./secret-store.js";

/** A fingerprint, as `hunt token list` shows it. */
const fingerprintFormat = /^[0-9a-f]{8}$/;

/**
 * Runs a command that prints the token that a store holds, or the fingerprint of that. It is started without
 * a shell, and nothing that it prints is shown.
 *
 * @returns what it printed; without a token if that is neither
 * @throws {CommandFailure} if the command fails; the message contains nothing that it printed
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
