/**
 * Reads a `Retry-After` header, which holds seconds or an HTTP date (RFC 9110, section 10.2.3).
 *
 * @param now milliseconds since 1970
 * @returns milliseconds to wait, at least 0; null where the header is absent or makes no sense
 */
export function parseRetryAfter(header: string | string[] | undefined, now: number): number | null {
  const text = typeof header === "string" ? header.trim() : "";
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const date = /^[A-Z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
