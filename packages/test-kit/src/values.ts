import * as fc from "fast-check";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Generates values in the form of a token. */
export const tokenValue = fc.string({
  unit: fc.constantFrom(...alphabet.split("")),
  minLength: 64,
  maxLength: 64,
});

/** Generates all characters except halves of a surrogate pair. fast-check's own `binary` takes a second to create. */
export const anyCharacter = fc
  .integer({ min: 0, max: 0x10ffff })
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map((code) => String.fromCodePoint(code));

/** A value in the form of a token. */
export const sampleToken = "Q7".repeat(32);

/** Encodings in which a token can leak. */
export const codings = {
  plain: (text: string) => text,
  base64: (text: string) => Buffer.from(text).toString("base64"),
  base64url: (text: string) => Buffer.from(text).toString("base64url"),
  hex: (text: string) => Buffer.from(text).toString("hex"),
  HEX: (text: string) => Buffer.from(text).toString("hex").toUpperCase(),
  URI: encodeURIComponent,
};
