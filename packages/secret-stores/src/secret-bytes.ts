/** Marks a value that is not text. No token starts with it. */
const binaryMark = "\0base64:";

/**
 * Decodes the Base64 of a secret to a string. Bytes that are not UTF-8 become a string that {@link encodeSecret} turns
 * into the same bytes, because a rollback restores them.
 */
export function decodeSecret(encoded: string): string {
  const bytes = Buffer.from(encoded, "base64");
  const text = bytes.toString("utf8");
  return Buffer.from(text).equals(bytes) && !text.startsWith(binaryMark)
    ? text
    : `${binaryMark}${bytes.toString("base64")}`;
}

/** Encodes a value as Base64. */
export function encodeSecret(value: string): string {
  return value.startsWith(binaryMark)
    ? value.slice(binaryMark.length)
    : Buffer.from(value).toString("base64");
}
