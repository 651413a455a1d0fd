import * as fc from "fast-check";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Any value that has the form of a token. */
export const tokenValue = fc.string({ unit: fc.constantFrom(...alphabet.split("")), minLength: 64, maxLength: 64 });

/** One such value. */
export const sampleToken = "Q7".repeat(32);

/** All the ways in which a value could leave its wrapping, apart from reveal(). */
export function spellingsOf(value: string): string[] {
  const bytes = Buffer.from(value);
  const unpadded = (text: string) => text.replace(/=+$/, "").slice(0, -2);
  return [value, bytes.toString("hex"), bytes.toString("hex").toUpperCase(), unpadded(bytes.toString("base64")), bytes.toString("base64url").slice(0, -2), encodeURIComponent(value)];
}
