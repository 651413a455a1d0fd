import type { ApiToken } from "@huntkit/core";
import { createTokenRedactor, type TokenRedactor } from "@huntkit/core/credentials";
import { toSafeJson, type TerminalText } from "@huntkit/core/escape";

const hidden: TokenRedactor[] = [];

/**
 * Redacts a token in all that the action shows after this: log, annotations, outputs, job summary, and
 * tracking issue. HUNT may repeat a token, also in forms that the runner's own mask does not find (see
 * `createTokenRedactor`).
 */
export function hideToken(token: ApiToken): void {
  hidden.push(createTokenRedactor(token));
}

/**
 * Redacts the hidden tokens in a string. Redact it before it is escaped, and again if it is put together from
 * parts.
 */
export function redactTokens<T extends string>(text: T): T {
  return hidden.reduce<string>((kept, { redactText }) => redactText(kept), text) as T;
}

/** Redacts the hidden tokens in each string of JSON, so it remains valid. */
export function redactTokensInJson(json: TerminalText): TerminalText {
  // The text shows neither a token that is split over several values nor one that is escaped, so the values
  // decide.
  const data: unknown = JSON.parse(json);
  const redacted = hidden.reduce((kept, { redactJson }) => redactJson(kept), data);
  const safe = toSafeJson(redacted);
  return safe === toSafeJson(data) ? json : safe;
}
