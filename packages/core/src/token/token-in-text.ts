import { HuntInputError } from "../errors/hunt-error.js";
import type { ApiToken } from "./api-token.js";

/** As many consecutive characters as a token has. */
const tokenRun = /[A-Za-z0-9]{64}/;

/**
 * Returns whether a string has 64 consecutive letters and digits, as a token has. A SHA-256 in hexadecimal
 * also matches.
 */
export function hasTokenRun(text: string): boolean {
  return tokenRun.test(text);
}

/** Returns whether a string contains the value of a token, in any case. */
export function containsToken(text: string, token: ApiToken): boolean {
  return text.toLowerCase().includes(token.reveal().toLowerCase());
}

/**
 * Requires that an input that is a name (of an instance, a file, a secret) does not contain a token by
 * mistake.
 *
 * @param input name of the input, for the error
 * @throws {HuntInputError} `problem: "token"`; the message does not contain the value
 */
export function requireNoToken(input: string, text: string): void {
  if (!hasTokenRun(text)) return;
  throw new HuntInputError(
    input,
    "token",
    `${input}: the value contains 64 letters and digits in a row, as an API token does. Do not pass a token here. If it was printed or stored anywhere, revoke it.`,
  );
}
