/** `31,000`. */
export function number(value: number): string {
  return value.toLocaleString("en-US");
}

/** `1 machine`, `2,000 machines`. */
export function counted(count: number, one: string): string {
  return `${number(count)} ${one}${count === 1 ? "" : "s"}`;
}

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

/** So many are named. */
const most = 10;

/** The first ten of what is to be named, a line each, and how many more there are. */
export function firstTen(names: readonly string[]): string[] {
  const more = names.length - most;
  return [...names.slice(0, most), ...(more > 0 ? [`and ${more} more`] : [])].map((name) => `  ${name}`);
}
