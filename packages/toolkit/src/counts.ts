/** Formats a number with its thousands separated: `31,000`. */
export function formatNumber(value: number): string {
  return value.toLocaleString("en-US");
}

/** Formats a number of things: `1 machine`, `2,000 machines`. */
export function formatCount(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatNumber(count)} ${count === 1 ? singular : plural}`;
}

/**
 * Returns the first names of a long list, one per line, and how many more there are.
 *
 * @param max number of names to show. Default: 10.
 */
export function listFirst(names: readonly string[], max = 10): string[] {
  const more = names.length - max;
  return more > 0 ? [...names.slice(0, max), `and ${formatNumber(more)} more`] : [...names];
}
