import type { Field, Fields } from "@huntkit/catalog";
import { HuntInputError, type InputProblem } from "../errors/hunt-error.js";
import { formatDidYouMean, isMisspelling, suggestNames } from "../errors/nearest-names.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import { quoteValue } from "../http/address.js";
import { isTime, type PlainWhere } from "../query/normalize-where.js";
import { type Comparison, listComparisons } from "./condition.js";
import type { KnownRecords } from "./known-models.js";

/*
 * The rule for the values in a condition. A value that no record can have matches nothing, so a gate would
 * pass.
 *
 * - A boolean can be compared only with true, false, and null. HUNT treats other text as true, even `no`
 *   (LoopBack 3 on PostgreSQL).
 * - A date can be compared only with dates, and not with a pattern, which matches nothing.
 * - A value of a field with known values must be one of them. Another value is an error if the list is complete
 *   (`hasAllValues`), and also if it is a known value in another case or with a typing mistake. Otherwise, it is
 *   a warning, because a version of HUNT might have it.
 * - If the case of the values varies (`hasVaryingCase`), another case is only a warning.
 * - Such a field cannot be compared with `gt`, `lt`, or `between`, which use the order of the alphabet.
 * - A path such as `data.pid` must be below an object. A part that the catalog lacks is an error if it is
 *   a misspelling of a known one, and a warning otherwise.
 *
 * Patterns (`like`, `ilike`, `regexp`) are not checked, so they can find values that the catalog lacks.
 */

/** A mistake in a comparison: what is wrong, and what to do. */
export interface ValueMistake {
  readonly problem: InputProblem;
  /** One or more sentences, without the name of the input. */
  readonly sentence: string;
  /** Whether it cannot be right. Otherwise, HUNT might have a value that the catalog lacks. */
  readonly isCertain: boolean;
}

/** Where a condition is from, and how to report doubts about it. */
export interface ValueCheck {
  /** Name of the input, for errors. */
  readonly input: string;
  /** Called with a sentence for each value that is unknown, but might exist. */
  readonly warn: (message: string) => void;
}

/**
 * Checks the values of a condition against the catalog.
 *
 * @throws {HuntInputError} `problem` is `value`, `type`, `operator`, or `property`
 */
export function checkValues(where: PlainWhere, records: KnownRecords, check: ValueCheck): void {
  const { input, warn } = check;
  for (const comparison of listComparisons(where)) {
    const mistake = findValueMistake(comparison, records);
    if (mistake?.isCertain) throw new HuntInputError(input, mistake.problem, `${input}: ${mistake.sentence}`);
    if (mistake) warn(`${input}: ${mistake.sentence}`);
  }
}

/** Returns the first mistake in a comparison, or null if there is none or the property is unknown. */
export function findValueMistake(
  comparison: Comparison,
  { route, fields }: Pick<KnownRecords, "route" | "fields">,
): ValueMistake | null {
  const toSubject = (path: string) => `${escapeToSingleLine(path, 80)} in ${route}`;
  const found = fields && findField(comparison.path, fields, toSubject);
  if (!found || "sentence" in found) return found;
  const subject = toSubject(comparison.path);
  if (found.accepts !== undefined) return null;
  if (found.type === "boolean") return checkBoolean(comparison, subject);
  // LoopBack compares the properties of an object as strings.
  if (found.type === "date" && !comparison.path.includes(".")) return checkDate(comparison, subject);
  return found.values ? checkEnum(comparison, found, subject) : null;
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

function checkBoolean({ operands }: Comparison, subject: string): ValueMistake | null {
  const wrong = operands.find((operand) => typeof operand !== "boolean" && operand !== null);
  if (wrong === undefined) return null;
  return createMistake(
    "type",
    `${quoteValue(wrong)} is not a value of ${subject}, which is a boolean. Use true or false.`,
  );
}

function checkDate({ operator, operands }: Comparison, subject: string): ValueMistake | null {
  if (patternOperators.has(operator))
    return createMistake(
      "operator",
      `a date such as ${subject} cannot be compared with ${operator}. Use gte, lt, or between.`,
    );
  const wrong = operands.find((operand) => operand !== null && !isTime(operand));
  if (wrong === undefined) return null;
  return createMistake(
    "date",
    `${quoteValue(wrong)} is not a value of ${subject}, which is a date. ` +
      "Use a date, such as 2026-03-31 or 2026-03-31T09:30:00Z.",
  );
}

const patternOperators = new Set(["like", "nlike", "ilike", "nilike", "regexp"]);

/** Operators that compare with whole values. */
const exactOperators = new Set(["eq", "neq", "inq", "nin"]);

function checkEnum({ operator, operands }: Comparison, field: Field, subject: string): ValueMistake | null {
  if (patternOperators.has(operator)) return null;
  if (!exactOperators.has(operator))
    return createMistake(
      "operator",
      `a string such as ${subject} cannot be compared with ${operator}, which uses the order of the alphabet. ` +
        "Compare it with a list of values.",
    );
  const { values = [], storedValues: known = values, hasAllValues, hasVaryingCase } = field;
  const mistakes = operands.flatMap((operand) => {
    if (operand === null || known.includes(operand as string)) return [];
    const sameWord = known.find((each) => isSameWord(each, operand));
    if (sameWord !== undefined && hasVaryingCase)
      return operands.includes(sameWord) ? [] : describeOtherCase(operand, sameWord, subject);
    return hasAllValues
      ? describeWrongValue(operand, known, subject)
      : describeUnknownValue(operand, known, subject);
  });
  return mistakes.find(({ isCertain }) => isCertain) ?? mistakes[0] ?? null;
}

function isSameWord(known: string, value: unknown): boolean {
  return known.toLowerCase() === String(value).toLowerCase();
}

function describeOtherCase(value: unknown, known: string, subject: string): ValueMistake {
  return createDoubt(
    "value",
    `${quoteValue(value)} might not match, because the known value of ${subject} is ${quoteValue(known)}. ` +
      "Compare with both.",
  );
}

function describeWrongValue(value: unknown, known: readonly string[], subject: string): ValueMistake {
  const question = formatDidYouMean(String(value), known, quoteValue);
  const advice = question || `Values: ${formatValues(known)}.`;
  return createMistake("value", `${quoteValue(value)} is not a value of ${subject}. ${advice}`);
}

function describeUnknownValue(value: unknown, known: readonly string[], subject: string): ValueMistake {
  const unknown = `${quoteValue(value)} is not a known value of ${subject}`;
  const near = known.filter((each) => isMisspelling(String(value), each));
  if (near.length === 0)
    return createDoubt("value", `${unknown}, so check the spelling. Known values: ${formatValues(known)}.`);
  const question = formatDidYouMean(String(value), near, quoteValue);
  return createMistake(
    "value",
    `${unknown}. ${question} Use a pattern to find a value that huntkit does not know.`,
  );
}

function createMistake(problem: InputProblem, sentence: string): ValueMistake {
  return { problem, sentence, isCertain: true };
}

function createDoubt(problem: InputProblem, sentence: string): ValueMistake {
  return { problem, sentence, isCertain: false };
}

function formatValues(values: readonly string[]): string {
  return values.map(quoteValue).join(", ");
}
