import { escapeToSingleLine } from "@huntkit/core/escape";

/** Maximum number of UTF-16 code units of a string in a response. */
const maxTextLength = 2_000;

/** Maximum number of items of a list in a response. */
const maxItems = 200;

/**
 * A string with the format of a HUNT token, except hexadecimal ones: those are SHA-256 hashes of files. It can follow an
 * escape such as `%3D` or `\\n`. A part of a longer word is indistinguishable from Base64.
 */
const tokenLike =
  /(?:(?<![A-Za-z0-9])|(?<=%[0-9a-f]{2}|\\[nrt]|\\u[0-9a-f]{4}))(?![0-9a-f]{64}(?![a-z0-9]))[a-z0-9]{64}(?![a-z0-9])/gi;

/**
 * Returns data of HUNT for an assistant. Control and invisible characters, which can hide instructions from the
 * user, become visible escapes. Tokens of other users are redacted. Long strings and lists are truncated: `xOmitted` is
 * the number of items that the list `x` does not have.
 */
export function sanitize(data: unknown): unknown {
  if (typeof data === "string") return sanitizeText(data);
  if (Array.isArray(data)) {
    return data.slice(0, maxItems).map(sanitize);
  }
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).flatMap(([key, value]) => {
      const name = sanitizeKey(key);
      const more = Array.isArray(value) ? value.length - maxItems : 0;
      return [[name, sanitize(value)], ...(more > 0 ? [[`${name}Omitted`, more]] : [])];
    }),
  );
}

function sanitizeKey(key: string): string {
  return escapeToSingleLine(key.replace(tokenLike, "[redacted]"));
}

/** Line breaks are kept. In JSON, they cannot be mistaken for the end of a string. */
function sanitizeText(text: string): string {
  const hidden = text.replace(tokenLike, "[redacted]");
  const kept = hidden.length > maxTextLength ? `${hidden.slice(0, maxTextLength)}…` : hidden;
  return kept
    .split("\n")
    .map((line) => escapeToSingleLine(line, Infinity))
    .join("\n");
}
