import { escapeToSingleLine } from "../escape/escape-text.js";
import { formatList } from "./format-list.js";

/** Maximum share of letters that differ in a misspelled name. */
const maxChangedShare = 0.4;

/** Minimum length of a prefix that identifies a name. */
const minPrefixLength = 3;

/**
 * Returns the names that a misspelled name probably stands for: those with the fewest changed letters,
 * otherwise those that start with it. Case is ignored. Words that both names have do not make them similar: `Build
 * servers` does not stand for `Turku servers`.
 *
 * @param known names that exist
 * @param max maximum number of names to return. Default: 3.
 */
export function findNearestNames(name: string, known: readonly string[], max = 3): string[] {
  const wanted = name.toLowerCase();
  const names = [...new Set(known)].map((each) => ({ each, lowerCase: each.toLowerCase() }));
  const similar = names
    .map(({ each, lowerCase }) => ({ each, lowerCase, changes: countEdits(wanted, lowerCase) }))
    .filter(
      ({ lowerCase, changes }) =>
        isSimilar(changes, wanted, lowerCase) && hasSimilarDistinctWords(wanted, lowerCase),
    );
  const fewest = Math.min(...similar.map(({ changes }) => changes));
  const nearest = similar.filter(({ changes }) => changes === fewest);
  const isPrefix = wanted.length >= minPrefixLength;
  const continued = names.filter(({ lowerCase }) => isPrefix && lowerCase.startsWith(wanted));
  return (nearest.length > 0 ? nearest : continued).slice(0, max).map(({ each }) => each);
}

function isSimilar(changes: number, one: string, other: string): boolean {
  return changes <= maxChangedShare * Math.max(one.length, other.length);
}

/** Returns whether the words that only one of two names has are similar, or only one name has such words. */
function hasSimilarDistinctWords(one: string, other: string): boolean {
  const first = removeWords(one, other);
  const second = removeWords(other, one);
  return first === "" || second === "" || isSimilar(countEdits(first, second), first, second);
}

/** Returns the words of a name that another one has neither exactly nor with a typing mistake. */
function removeWords(name: string, other: string): string {
  const known = other.split(/\s+/);
  const isShared = (word: string): boolean =>
    known.some((each) => each === word || isMisspelling(word, each) || isMisspelling(each, word));
  return name
    .split(/\s+/)
    .filter((word) => !isShared(word))
    .join(" ");
}

/**
 * Returns a question that suggests the nearest names, such as `Did you mean Alerts?`. Names are escaped.
 *
 * @param format formats a name. Default: without quotes.
 * @returns an empty string if no name is similar
 */
export function formatDidYouMean(
  name: string,
  known: readonly string[],
  format: (name: string) => string = (each) => escapeToSingleLine(each, 80),
): string {
  const near = findNearestNames(name, known).map((each) => format(each));
  return near.length === 0 ? "" : `Did you mean ${formatList(near, "or")}?`;
}

/** Maximum length of a list of names in a message. */
const maxListLength = 160;

/**
 * Returns advice for an unknown name: the nearest names, or the names that exist if none is similar. A long
 * list is cut.
 *
 * @param label the words before the list, such as `Properties`
 */
export function suggestNames(name: string, known: readonly string[], label: string): string {
  const question = formatDidYouMean(name, known);
  if (question !== "" || known.length === 0) return question;
  const names = known.map((each) => escapeToSingleLine(each, 40));
  let length = 0;
  const shown = names.filter((each) => (length += each.length + 2) <= maxListLength);
  const more = names.length - shown.length;
  return `${label}: ${shown.join(", ")}${more > 0 ? `, and ${more} more` : ""}.`;
}

/**
 * Returns whether a word is a known one in another case or with a typing mistake: one wrong letter, or one in
 * five of a longer word. Words of less than four letters are too similar to each other.
 */
export function isMisspelling(word: string, known: string): boolean {
  const [one, other] = [word.toLowerCase(), known.toLowerCase()];
  if (one === other) return word !== known;
  return known.length >= 4 && countEdits(one, other) <= Math.max(1, Math.floor(known.length / 5));
}

/**
 * Returns the number of letters to add, remove, replace, or swap with a neighbor to turn one word into
 * another (optimal string alignment distance).
 */
export function countEdits(one: string, other: string): number {
  let [before, row] = [[] as number[], Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const isSame = one[i - 1] === other[j - 1];
      const isSwapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      next.push(
        Math.min(
          row[j]! + 1,
          next[j - 1]! + 1,
          row[j - 1]! + (isSame ? 0 : 1),
          isSwapped ? before[j - 2]! + 1 : Infinity,
        ),
      );
    }
    [before, row] = [row, next];
  }
  return row[other.length]!;
}
