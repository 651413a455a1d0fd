import { HuntInputError } from "../errors/hunt-error.js";
import type { ApiToken } from "./api-token.js";

/** A run of as many characters as a token has, of which it may be a part. */
const tokenRun = /[A-Za-z0-9]{64}/;

/** Whether a string has 64 letters and digits in a row, as a token does. So does a SHA-256 in hexadecimal. */
export function hasTokenRun(text: string): boolean {
  return tokenRun.test(text);
}

/** Whether a string contains the value of a token, in any case. */
export function containsToken(text: string, token: ApiToken): boolean {
  return text.toLowerCase().includes(token.reveal().toLowerCase());
}

/**
 * Makes sure that something which only names something (an instance, a file, a secret) is not a token in the
 * wrong place.
 *
 * @param input the name of the input, for the error
 * @throws {HuntInputError} `problem: "token"`; the message does not contain the value
 */
export function requireNoToken(input: string, text: string): void {
  if (!hasTokenRun(text)) return;
  throw new HuntInputError(
    input,
    "token",
    `${input}: it contains 64 letters and digits in a row, as an API token does. Is the token in the wrong place? If it was printed or stored anywhere, revoke it.`,
  );
}
