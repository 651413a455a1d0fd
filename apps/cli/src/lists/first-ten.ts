/** So many are named. */
const most = 10;

/** The first ten of what is to be named, a line each, and how many more there are. */
export function firstTen(names: readonly string[]): string[] {
  const more = names.length - most;
  return [...names.slice(0, most), ...(more > 0 ? [`and ${more} more`] : [])].map((name) => `  ${name}`);
}
