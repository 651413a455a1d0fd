import { createRedactor, type Redactor } from "../http/redact.js";
import type { ApiToken } from "../token/api-token.js";

/** Functions that redact a token or another secret in the output of a program. */
export interface TokenRedactor {
  /** Redacts the secret in a string. */
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
  return toTokenRedactor(createRedactor([[token.reveal(), String(token)]]));
}

/**
 * Creates functions that redact any other secret, such as a password, also where a message quotes it as JSON.
 * They do not redact secrets of fewer than four characters, because almost every string contains them.
 */
export function createSecretRedactor(secret: string): TokenRedactor {
  const forms = new Set([secret, JSON.stringify(secret).slice(1, -1)]);
  return toTokenRedactor(createRedactor([...forms].map((form) => [form, "[redacted]"])));
}

function toTokenRedactor(redactText: Redactor): TokenRedactor {
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
