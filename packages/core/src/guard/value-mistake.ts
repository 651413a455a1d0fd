import type { Warn } from "../http/hooks.js";
import type { Field, Fields } from "@huntkit/catalog";
import { HuntInputError } from "../errors/hunt-error.js";
import { formatDidYouMean, isMisspelling, suggestNames } from "../errors/nearest-names.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import { quoteValue } from "../http/address.js";
import { hasWildcard } from "../query/like-pattern.js";
import type { PlainWhere } from "../query/normalize-where.js";
import { isCertainlyValid } from "./certain-condition.js";
import { type Comparison, listComparisons } from "./condition.js";
import { findImpossibleCondition } from "./find-contradiction.js";
import type { KnownRecords } from "./known-models.js";
import { checkKnownValues } from "./known-values.js";
import { createDoubt, createMistake, type ValueMistake } from "./mistake.js";
import { findTextOrder } from "./text-order.js";
import { checkType } from "./value-types.js";

/*
 * The rule for the values in a condition. A value that no record can have matches nothing, so a gate would
 * pass.
 *
 * - A boolean can be compared only with true, false, and null. HUNT treats other text as true, even `no`
 *   (LoopBack 3 on PostgreSQL).
 * - A date can be compared only with dates, and not with a pattern, which matches nothing.
 * - A number can be compared only with numbers, and a UUID only with UUIDs. HUNT returns 500 for anything else.
 * - An IP address must be a possible one, such as `10.0.0.5`, except in a pattern or a range.
 * - A hash can be compared only with hashes in lower case, or with a part: with a pattern or a range.
 * - A value of a field with known values must be one of them. Another value is an error if the list is complete
 *   (`hasAllValues`), and also if it is a known value in another case or with a typing mistake. Otherwise, it is
 *   a warning, because a version of HUNT might have it.
 * - If the case of the values varies (`hasVaryingCase`), another case is only a warning.
 * - Such a field cannot be compared with `gt`, `lt`, or `between`, which use the order of the alphabet.
 * - A path such as `data.pid` cannot be compared with a number by its order, because HUNT compares it as text.
 * - A path such as `data.pid` must be below an object. A part that the catalog lacks is an error if it is
 *   a misspelling of a known one, and a warning otherwise.
 * - The comparisons of a property must not exclude each other, a range must not end where it starts or before, and a list
 *   of `inq` must not be empty. Scripts compute such conditions, so a list or a count returns no rows with a warning. It
 *   is an error in a write, and in a read that decides something: see `impossibleReads` of the client.
 * - A property that is required, is a boolean with a default, or has only known values is never null, so no record matches `null`.
 * - A `like` without a wildcard is a warning, because it matches only the whole value.
 *
 * Patterns (`like`, `ilike`, `regexp`) are not compared with the known values, so they can find values that the
 * catalog lacks.
 */

/** Where a condition is from, and how to report doubts about it. */
export interface ValueCheck {
  /** Name of the input, for errors. */
  readonly input: string;
  /** Called with a sentence for each value that is unknown, but might exist. */
  readonly warn: Warn;
}

/**
 * Checks the values of a condition against the catalog, and that a record can match.
 *
 * @throws {HuntInputError} `problem` is `range` or `empty`, or as {@link checkComparisons} throws
 */
export function checkValues(where: PlainWhere, records: KnownRecords, check: ValueCheck): void {
  if (isCertainlyValid(where, records.fields)) return;
  checkComparisons(where, records, check);
  const impossible = findImpossibleCondition(where, records);
  if (impossible)
    throw new HuntInputError(check.input, impossible.problem, `${check.input}: ${impossible.sentence}`);
}

/**
 * Checks each comparison of a condition.
 *
 * @throws {HuntInputError} `problem` is `value`, `type`, `date`, `number`, `format`, `operator`, or `property`
 */
export function checkComparisons(where: PlainWhere, records: KnownRecords, check: ValueCheck): void {
  const { input, warn } = check;
  for (const comparison of listComparisons(where)) {
    const mistake = findValueMistake(comparison, records);
    const advice = mistake?.isOpen ? " Use a pattern to find a value that huntkit does not know." : "";
    if (mistake?.isCertain)
      throw new HuntInputError(input, mistake.problem, `${input}: ${mistake.sentence}${advice}`);
    if (mistake) warn(`${input}: ${mistake.sentence}`);
  }
}

/** Returns the first mistake in a comparison, or null if there is none. */
export function findValueMistake(
  comparison: Comparison,
  { route, fields }: Pick<KnownRecords, "route" | "fields">,
): ValueMistake | null {
  const toSubject = (path: string) => `${escapeToSingleLine(path, 80)} in ${route}`;
  const mistake = findFieldMistake(comparison, fields, toSubject);
  // The client itself uses ilike to compare names in any case.
  return mistake ?? (comparison.operator === "like" ? findMissingWildcard(comparison, route) : null);
}

/**
 * Returns that the pattern of a `like` or an `ilike` has no wildcard; null for any other comparison. It cannot match more
 * than meant, but it probably matches fewer.
 *
 * @param route path of the records, for the message
 */
export function findMissingWildcard(
  { path, operator, operands }: Comparison,
  route: string,
): ValueMistake | null {
  const pattern = String(operands[0]);
  if (!(operator === "like" || operator === "ilike") || hasWildcard(pattern)) return null;
  const whole = operator === "like" ? ", or eq for the whole value" : "";
  return createDoubt(
    "text",
    `the pattern of ${operator} for ${escapeToSingleLine(path, 80)} in ${route} has no wildcard, so it matches only the ` +
      `whole value. Use ${quoteValue(`%${pattern}%`)} for a part${whole}.`,
  );
}

/** Returns the first mistake in the type or the value of a comparison; null if the property is unknown. */
function findFieldMistake(
  comparison: Comparison,
  fields: Fields | null,
  toSubject: (path: string) => string,
): ValueMistake | null {
  const found = fields && findField(comparison.path, fields, toSubject);
  const subject = toSubject(comparison.path);
  if (found && "sentence" in found)
    return found.isCertain ? found : (findTextOrder(comparison, null, subject) ?? found);
  const order = findTextOrder(comparison, found, subject);
  if (!found || order) return order;
  if (found.accepts !== undefined) return null;
  return checkType(comparison, found, subject) ?? checkKnownValues(comparison, found, subject);
}

/** Follows a path such as `data.pid`. Returns null if nothing is known of the field. */
function findField(
  path: string,
  fields: Fields,
  toSubject: (path: string) => string,
): Field | ValueMistake | null {
  let inside: Fields | undefined = fields;
  let field: Field | undefined;
  for (const [index, name] of path.split(".").entries()) {
    const parent = path.split(".").slice(0, index).join(".");
    if (field && field.type !== "object")
      return createMistake("property", describeScalar(field, toSubject(parent), name));
    if (!inside) return null;
    if (!Object.hasOwn(inside, name))
      return index === 0 ? null : checkUnknownPart(name, Object.keys(inside), toSubject(parent));
    field = inside[name]!;
    if (field.accepts === "any") return null;
    inside = field.fields;
  }
  return field ?? null;
}

const typeNames: Partial<Record<Field["type"], string>> = { array: "a list" };

function describeScalar({ type }: Field, subject: string, name: string): string {
  const kind = typeNames[type] ?? `a ${type}`;
  return `${escapeToSingleLine(name, 40)} is not a property of ${subject}, which is ${kind}.`;
}

function checkUnknownPart(name: string, known: readonly string[], subject: string): ValueMistake {
  const unknown = `${escapeToSingleLine(name, 40)} is not a known property of ${subject}`;
  const near = known.filter((each) => isMisspelling(name, each));
  if (near.length > 0) return createMistake("property", `${unknown}. ${formatDidYouMean(name, near)}`);
  const advice = suggestNames(name, known, "Known properties");
  return createDoubt("property", `${unknown}, so check the spelling. ${advice}`);
}
