import * as fc from "fast-check";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Any value that has the form of a token. */
export const tokenValue = fc.string({ unit: fc.constantFrom(...alphabet.split("")), minLength: 64, maxLength: 64 });

/** One such value. */
export const sampleToken = "Q7".repeat(32);

/**
 * All the ways in which a value could leave its wrapping, apart from reveal(): plain, hex, and base64 or base64url (which
 * are the same for letters and digits) at each of its three alignments. In a URI it looks as it does in plain.
 */
export function spellingsOf(value: string): string[] {
  const bytes = Buffer.from(value);
  const encoded = [0, 1, 2].map((offset) => Buffer.concat([Buffer.alloc(offset), bytes]).toString("base64").replace(/=+$/, "").slice(offset + 1, -2));
  return [value, bytes.toString("hex"), bytes.toString("hex").toUpperCase(), ...encoded];
}
