import { HuntInputError } from "./errors/hunt-error.js";

/** This package's version; a test holds it against package.json. */
export const huntkitVersion = "0.1.0";

/**
 * The `User-Agent` header (RFC 9110, section 10.1.5), by which an instance's owner can see who calls.
 *
 * @param product whose request it is, such as `huntkit-action/0.1.0`; goes first
 * @throws {HuntInputError} `input: "userAgent"` when it holds characters that a header may not
 */
export function createUserAgent(product?: string): string {
  const own = `huntkit/${huntkitVersion} (+https://github.com/huntkit/huntkit) node/${process.versions.node}`;
  if (product === undefined) return own;
  if (/^[\x20-\x7e]+$/.test(product)) return `${product} ${own}`;
  throw new HuntInputError(
    "userAgent",
    "characters",
    "userAgent: it must be plain text on one line, such as my-tool/1.2.",
  );
}
