import { createRedactor, type Redactor } from "../http/redact.js";
import type { ApiToken } from "../token/api-token.js";

/** Redacts a token in what a program shows. */
export interface TokenRedactor {
  /** Redacts the token in a string. */
  readonly redactText: Redactor;
  /** Returns a copy of JSON data whose strings and keys are redacted, each on its own. */
  readonly redactJson: (data: unknown) => unknown;
}

/**
 * Creates a function that redacts a token in what HUNT returned, for programs that print it. At least 16
 * letters and digits of the token in a row are redacted, also in reverse, in another case, encoded, or with
 * other characters in between. Shorter fragments, and what is split over several values, are not.
 */
export function createTokenRedactor(token: ApiToken): TokenRedactor {
  const redactText = createRedactor([[token.reveal(), String(token)]]);
  const redactJson = (data: unknown): unknown => {
    if (typeof data === "string") return redactText(data);
    if (Array.isArray(data)) return data.map(redactJson);
    if (typeof data !== "object" || data === null) return data;
    return Object.fromEntries(
      Object.entries(data).map(([key, value]) => [redactText(key), redactJson(value)]),
    );
  };
  return { redactText, redactJson };
}
