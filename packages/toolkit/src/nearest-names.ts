import { escapeToSingleLine } from "@huntkit/core";
import { distance } from "fastest-levenshtein";

/** Maximum share of letters that a typing error changes. */
const maxChangedShare = 0.4;

/** Length from which the beginning of a name is enough to recognize it. */
const minPrefixLength = 3;

/**
 * Returns the names that a misspelled one probably means: those with the fewest changed letters, otherwise those that begin
 * with it. Case is ignored.
 *
 * @param known the names that exist
 * @param max maximum number of names to return. Default: 3.
 */
export function findNearestNames(name: string, known: readonly string[], max = 3): string[] {
  const wanted = name.toLowerCase();
  const names = [...new Set(known)].map((each) => ({ each, lowerCase: each.toLowerCase() }));
  const similar = names
    .map(({ each, lowerCase }) => ({ each, lowerCase, changes: distance(wanted, lowerCase) }))
    .filter(
      ({ lowerCase, changes }) => changes <= maxChangedShare * Math.max(wanted.length, lowerCase.length),
    );
  const fewest = Math.min(...similar.map(({ changes }) => changes));
  const nearest = similar.filter(({ changes }) => changes === fewest);
  const isPrefix = wanted.length >= minPrefixLength;
  const continued = names.filter(({ lowerCase }) => isPrefix && lowerCase.startsWith(wanted));
  return (nearest.length > 0 ? nearest : continued).slice(0, max).map(({ each }) => each);
}

/**
 * Returns the question whether one of the nearest names is meant: `Did you mean Alerts?`. Names are escaped.
 *
 * @returns empty if no name is similar
 */
export function formatDidYouMean(name: string, known: readonly string[]): string {
  const near = findNearestNames(name, known).map((each) => escapeToSingleLine(each, 80));
  if (near.length === 0) return "";
  const last = near.at(-1)!;
  const others = near.slice(0, -1).join(", ");
  const comma = near.length > 2 ? "," : "";
  return `Did you mean ${others === "" ? last : `${others}${comma} or ${last}`}?`;
}
