import type { Fields } from "@huntkit/catalog";
import { escapeToSingleLine } from "../escape/escape-text.js";
import { quoteValue } from "../http/address.js";
import type { PlainWhere } from "../query/normalize-where.js";
import { type Comparison, listComparisons } from "./condition.js";
import type { KnownRecords } from "./known-models.js";
import { createMistake, type ValueMistake } from "./mistake.js";
import { isPossible, isSatisfiable } from "./possible-values.js";

/**
 * Returns a property of the first condition for which no value satisfies both conditions; undefined if a record
 * can match both. It is exact for words and times, and assumes that a pattern can match any value that neither
 * condition contains.
 *
 * @param fields what is known of the properties
 */
export function findContradiction(
  one: PlainWhere,
  other: PlainWhere,
  fields: Fields | null = null,
): string | undefined {
  const paths = new Set(listComparisons(other).map(({ path }) => path));
  const shared = listComparisons(one).filter(({ path }) => paths.has(path));
  return shared.find(({ path }) => !isPossible([one, other], path, fields))?.path;
}

/** Returns why no record can match a condition; null if one can. */
export function findImpossibleCondition(
  where: PlainWhere,
  { route, fields }: Pick<KnownRecords, "route" | "fields">,
): ValueMistake | null {
  const comparisons = listComparisons(where);
  const doubtful = comparisons.filter((each) => !isSatisfiable(each, comparisons, fields));
  const paths = [...new Set(doubtful.map(({ path }) => path))];
  const impossible = paths.find((path) => !isPossible([where], path, fields, comparisons));
  if (impossible === undefined) return null;
  const subject = `${escapeToSingleLine(impossible, 80)} in ${route}`;
  const sharing = comparisons.filter(({ path }) => path === impossible);
  const empty = sharing.find(({ operator, operands }) => operator === "inq" && operands.length === 0);
  if (empty)
    return createMistake(
      "empty",
      `the list of inq for ${subject} is empty, so no record can match. Add a value.`,
    );
  const [first] = sharing;
  if (sharing.length === 1 && first!.operator === "eq" && first!.operands[0] === null)
    return createMistake(
      "range",
      `no record can match, because ${subject} always has a value, and the condition compares it with null. ` +
        "Set a value, or remove the comparison.",
    );
  if (sharing.length === 1 && first!.operator !== "between")
    return createMistake(
      "range",
      `no record can match, because the condition on ${subject} excludes every value: ${formatComparison(first!)}.`,
    );
  if (sharing.length === 1)
    return createMistake(
      "range",
      `the range of between for ${subject} ends before it starts, so no record can match. Swap its two values.`,
    );
  const shown = sharing.slice(0, 4).map(formatComparison);
  return createMistake(
    "range",
    `no record can match, because the conditions on ${subject} exclude each other: ${shown.join("; ")}.`,
  );
}

/** Maximum number of values of a comparison in a message. */
const shownOperands = 3;

function formatComparison({ operator, operands }: Comparison): string {
  const shown = operands.slice(0, shownOperands).map(quoteValue);
  const more = operands.length - shown.length;
  return `${operator} ${[...shown, ...(more > 0 ? [`and ${more} more`] : [])].join(", ")}`;
}
