/**
 * A share as a bar of text.
 *
 * @param share from 0 to 1
 * @param width in characters
 */
export function barOf(share: number, width: number): string {
  const filled = Math.round(share * width);
  return "█".repeat(filled) + "░".repeat(width - filled);
}
