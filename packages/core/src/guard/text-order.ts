import type { Field } from "@huntkit/catalog";
import { escapeToSingleLine } from "../escape/escape-text.js";
import { quoteValue } from "../http/address.js";
import type { Comparison } from "./condition.js";
import { createMistake, type ValueMistake } from "./mistake.js";
import { isNumeric } from "./value-types.js";

/** Operators that compare with an order. */
const orderOperators: ReadonlySet<string> = new Set(["gt", "gte", "lt", "lte", "between"]);

/**
 * Returns that a path such as `data.threatScore` is compared with a number by its order; null for any other comparison.
 * HUNT compares the values inside an object as text, so `{gt: 9}` does not find 10 (LoopBack 3 on PostgreSQL). Dates in
 * ISO 8601 and the first digits of a hash have the same order as text.
 *
 * @param field what is known of the property; null if it is unknown
 * @param subject the path and its records, for the message
 */
export function findTextOrder(
  { path, operator, operands }: Comparison,
  field: Field | null,
  subject: string,
): ValueMistake | null {
  if (!path.includes(".") || !orderOperators.has(operator)) return null;
  const hasTextOrder = field?.type === "date" || (field?.type === "string" && field.format !== undefined);
  const wrong = operands.find((each) => typeof each === "number" || (!hasTextOrder && isNumeric(each)));
  if (wrong === undefined) return null;
  const sentence =
    `${subject} cannot be compared with ${operator} and ${quoteValue(wrong)}, because HUNT compares it as text, ` +
    'and "10" is less than "9" in the order of the alphabet. ';
  const advice =
    field?.type === "date"
      ? "Use a date, such as 2026-03-31 or 2026-03-31T09:30:00Z."
      : `Use a list of values, such as {"${escapeToSingleLine(path, 80)}": {"inq": [9, 10]}}, or list the records ` +
        "and compare the numbers, for example with jq.";
  return createMistake("operator", sentence + advice);
}
