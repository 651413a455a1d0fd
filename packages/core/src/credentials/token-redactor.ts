import { createRedactor, type Redactor } from "../http/redact.js";
import type { ApiToken } from "../token/api-token.js";

/** Functions that redact a token in the output of a program. */
export interface TokenRedactor {
  /** Redacts the token in a string. */
  readonly redactText: Redactor;
  /** Returns a copy of JSON data, with each string and key redacted separately. */
  readonly redactJson: (data: unknown) => unknown;
}

/**
 * Creates functions that redact a token in data from HUNT, for programs that print it. They redact 16 or more
 * consecutive letters and digits of the token, also in reverse, in another case, encoded, or with other
 * characters in between. They do not redact shorter fragments, or fragments in separate values.
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
