import type { Field } from "@huntkit/catalog";

/** Returns words in each case in which a field can have them, because HUNT changes the case of some. */
export function listSpellings(field: Field | undefined, words: readonly string[]): string[] {
  const { storedValues = [] } = field ?? {};
  return words.flatMap((word) => [word, ...storedValues.filter((each) => each.toLowerCase() === word)]);
}
