/**
 * How much of a token's life is over, as a bar.
 *
 * @param createdAt ISO 8601
 * @param expiresAt ISO 8601
 * @param now milliseconds since 1970
 * @param width in characters
 */
export function yearBar(createdAt: string, expiresAt: string, now: number, width: number): string {
  const [from, until] = [Date.parse(createdAt), Date.parse(expiresAt)];
  const share = until > from ? Math.min(1, Math.max(0, (now - from) / (until - from))) : 1;
  const spent = Math.round(share * width);
  return "█".repeat(spent) + "░".repeat(width - spent);
}
