/** This package's version; a test holds it against package.json. */
export const version = "0.1.0";

/**
 * The `User-Agent` header (RFC 9110, section 10.1.5), by which an instance's owner can see who calls.
 *
 * @param product whose request it is, such as `huntkit-action/0.1.0`; goes first
 * @throws {TypeError} when it holds characters that a header may not
 */
export function userAgent(product?: string): string {
  const own = `huntkit/${version} (+https://github.com/huntkit/huntkit) node/${process.versions.node}`;
  return product === undefined ? own : `${product} ${own}`;
}
