import type { ApiToken } from "@huntkit/core";
import { createTokenRedactor, type TokenRedactor } from "@huntkit/core/credentials";
import { toSafeJson, type TerminalText } from "@huntkit/core/escape";

const hidden: TokenRedactor[] = [];

/** Stops redacting the tokens of an earlier run in this process. */
export function startWithoutHiddenTokens(): void {
  hidden.length = 0;
}

/**
 * Redacts a token in everything that the action shows after this: log, annotations, outputs, job summary, and
 * tracking issue. A response of HUNT may contain the token in forms that the runner's own mask does not find
 * (see `createTokenRedactor`).
 */
export function hideToken(token: ApiToken): void {
  hidden.push(createTokenRedactor(token));
}

/**
 * Redacts the hidden tokens in a string. Call it before the string is escaped, and again on a string that is
 * concatenated from redacted ones.
 */
export function redactTokens<T extends string>(text: T): T {
  return hidden.reduce<string>((kept, { redactText }) => redactText(kept), text) as T;
}

/** Redacts the hidden tokens in each string of JSON data. */
export function redactTokensInData<T>(data: T): T {
  return hidden.reduce<unknown>((kept, { redactJson }) => redactJson(kept), data) as T;
}

/** Redacts the hidden tokens in each string value of JSON text. The result is valid JSON. */
export function redactTokensInJson(json: TerminalText): TerminalText {
  // A search in the text would miss tokens with escaped characters, and those that are split over several values.
  const data: unknown = JSON.parse(json);
  const safe = toSafeJson(redactTokensInData(data));
  return safe === toSafeJson(data) ? json : safe;
}
