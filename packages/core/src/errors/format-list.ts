/**
 * Formats words as a list in a sentence: `a`, `a or b`, `a, b, or c`. `Intl.ListFormat` returns the same, but creating
 * one loads the data of all languages, which takes longer than the rest of the import.
 */
export function formatList(words: readonly string[], conjunction: "and" | "or"): string {
  if (words.length < 3) return words.join(` ${conjunction} `);
  return `${words.slice(0, -1).join(", ")}, ${conjunction} ${words.at(-1)}`;
}
