import type { Field, Fields } from "@huntkit/catalog";
import { parseInstant } from "../dates.js";
import { isUuid } from "../ids.js";
import type { PlainWhere } from "../query/normalize-where.js";
import { type Comparison, listComparisons } from "./condition.js";
import { parsePattern, type Pattern } from "./pattern.js";
import { patternOperators } from "./value-types.js";

/** Returns whether a record can satisfy all conditions on a property. Its other properties can have any value. */
export function isPossible(
  conditions: readonly PlainWhere[],
  path: string,
  fields: Fields | null,
  all: readonly Comparison[] = conditions.flatMap(listComparisons),
): boolean {
  const property = { path, toNumber: isOrdered(path, fields) ? parseNumber : () => null };
  const tests = conditions.map((each) => createTest(each, property));
  const comparisons = all.filter((each) => each.path === path);
  const values = listAllValues(path, fields);
  // Patterns can find values that the catalog lacks.
  const isExact = comparisons.every(({ operator }) => !patternOperators.has(operator));
  const candidates =
    values && isExact
      ? values.map((value) => toCandidate(value, property))
      : listCandidates(comparisons, property);
  const isNullPossible = !isNeverNull(getField(path, fields));
  return candidates.some(
    (each) => (isNullPossible || each.value !== null) && tests.every((test) => test(each)),
  );
}

/** Operators that some value satisfies if nothing else is known of the property. */
export const satisfiable: ReadonlySet<string> = new Set([
  "eq",
  "neq",
  "nin",
  "gt",
  "gte",
  "lt",
  "lte",
  "like",
  "ilike",
  "regexp",
]);

/**
 * Returns whether a comparison is the only one of its property, and some value satisfies it. Most comparisons are, and
 * need no {@link isPossible}, which takes much longer.
 */
export function isSatisfiable(
  comparison: Comparison,
  all: readonly Comparison[],
  fields: Fields | null,
): boolean {
  const { path, operator, operands } = comparison;
  if (!satisfiable.has(operator) && !(operator === "inq" && operands.length > 0)) return false;
  if (operator === "eq" && operands[0] === null && isNeverNull(getField(path, fields))) return false;
  if (all.some((other) => other !== comparison && other.path === path)) return false;
  return listAllValues(path, fields) === undefined;
}

/** Returns all values that a property can have, and null; undefined if others are possible. */
function listAllValues(path: string, fields: Fields | null): readonly unknown[] | undefined {
  const field = getField(path, fields);
  if (!field || field.accepts !== undefined) return undefined;
  if (field.type === "boolean") return [true, false, null];
  if (!field.hasAllValues || field.hasVaryingCase) return undefined;
  return [...(field.storedValues ?? field.values ?? []), null];
}

function getField(path: string, fields: Fields | null): Field | undefined {
  return fields && Object.hasOwn(fields, path) ? fields[path] : undefined;
}

/** Returns whether each record has a value of a field: it is required, is a boolean with a default, or all its values are known. */
export function isNeverNull(field: Field | undefined): boolean {
  if (!field || field.accepts !== undefined) return false;
  const isSetFlag = field.type === "boolean" && field.default !== undefined;
  return field.required === true || isSetFlag || field.hasAllValues === true;
}

/** Returns a function that returns whether a record with this ID can match. The order of IDs is not considered. */
export function createIdTest(where: PlainWhere): (id: string | number) => boolean {
  const property = { path: "id", toNumber: () => null };
  const test = createTest(where, property);
  return (id) => test(toCandidate(id, property));
}

/** A property, and how to read its values as numbers; null for values whose order is unknown. */
interface Property {
  readonly path: string;
  readonly toNumber: (value: unknown) => number | null;
}

/** A value that a property can have. */
interface Candidate {
  readonly value: unknown;
  /** The same for values that HUNT compares as equal. */
  readonly key: unknown;
  readonly number: number | null;
  /** Whether it represents the same string in any case. */
  readonly isAnyCase?: boolean;
  /** The start of the strings that {@link otherValue} represents, in lower case. */
  readonly start?: string;
}

type Test = (candidate: Candidate) => boolean;

/** Text follows the collation of the database. Paging adds limits to the ID, also to that of a single record. */
function isOrdered(path: string, fields: Fields | null): boolean {
  if (path === "id" || path.includes(".")) return false;
  return !fields || !Object.hasOwn(fields, path) || fields[path]!.type !== "string";
}

/** The values that no condition contains. */
const otherValue = Symbol("other values");

/**
 * Returns one value for each part of the range of a property that the conditions distinguish: what they contain,
 * what is before, between, and after all times and numbers, null, and other values by their start.
 */
function listCandidates(comparisons: readonly Comparison[], property: Property): Candidate[] {
  const operands = comparisons.flatMap((each) => each.operands);
  const patterns = comparisons
    .filter(({ operator }) => patternOperators.has(operator))
    .map((each) => parsePattern(each.operator, String(each.operands[0])));
  const values = [null, ...operands, ...listNumbers(operands, property)];
  return [
    ...values.map((value) => toCandidate(value, property)),
    ...listLiterals(patterns).map((each) => ({ ...toCandidate(each.literal, property), ...each })),
    ...[...new Set(["", ...patterns.map(({ start }) => start)])].map((start) => ({
      ...toCandidate(otherValue, property),
      start,
    })),
  ];
}

/** Returns a number before, between, and after all numbers; an empty array if there are none. */
function listNumbers(operands: readonly unknown[], { toNumber }: Property): number[] {
  const numbers = operands.map(toNumber).filter((number) => number !== null);
  if (numbers.length === 0) return [];
  const sorted = [...new Set(numbers)].sort((one, other) => one - other);
  const between = sorted.slice(1).map((number, index) => number / 2 + sorted[index]! / 2);
  return [-Infinity, ...between, Infinity];
}

function listLiterals(patterns: readonly Pattern[]) {
  return patterns.flatMap(({ literal, ignoresCase }) =>
    literal === null ? [] : [{ literal, isAnyCase: ignoresCase && /\p{L}/u.test(literal) }],
  );
}

function toCandidate(value: unknown, property: Property): Candidate {
  const number = property.toNumber(value);
  return { value, key: toKey(value, number), number };
}

/** HUNT compares `5` with "5", and UUIDs in any case, as equal. */
function toKey(value: unknown, number: number | null): unknown {
  if (typeof value === "string") return String(number ?? (isUuid(value) ? value.toLowerCase() : value));
  return typeof value === "number" || typeof value === "boolean" ? String(value) : value;
}

function createTest(where: PlainWhere, property: Property): Test {
  const tests = Object.entries(where).flatMap(([key, condition]): Test[] => {
    if (key === "and" || key === "or") {
      const branches = (condition as PlainWhere[]).map((each) => createTest(each, property));
      if (key === "and") return branches;
      return [(candidate) => branches.some((test) => test(candidate))];
    }
    if (key !== property.path) return [];
    return listComparisons({ [key]: condition }).map((each) => createComparisonTest(each, property));
  });
  return (candidate) => tests.every((test) => test(candidate));
}

function createComparisonTest({ operator, operands }: Comparison, property: Property): Test {
  const keys = new Set(operands.map((operand) => toKey(operand, property.toNumber(operand))));
  const [first, second] = operands.slice(0, 2).map(property.toNumber);
  switch (operator) {
    case "eq":
      return ({ key }) => keys.has(key);
    case "neq":
    case "nin":
      return ({ value, key, isAnyCase }) => value !== null && (isAnyCase === true || !keys.has(key));
    case "inq":
      return ({ value, key }) => value !== null && keys.has(key);
    case "gt":
    case "gte":
    case "lt":
    case "lte":
      return (candidate) => isInOrder(candidate, operator, first!);
    case "between":
      return (candidate) => isInOrder(candidate, "gte", first!) && isInOrder(candidate, "lte", second!);
    default:
      return createPatternTest(operator, String(operands[0]));
  }
}

function isInOrder({ value, number }: Candidate, order: string, limit: number | null): boolean {
  if (value === null) return false;
  if (limit === null) return true;
  if (number === null) return typeof value === "string";
  if (order === "gt") return number > limit;
  if (order === "gte") return number >= limit;
  return order === "lt" ? number < limit : number <= limit;
}

/** Returns a time or a number as a number; null for anything else. */
export function parseNumber(value: unknown): number | null {
  if (typeof value === "number") return value;
  return typeof value === "string" ? parseInstant(value) : null;
}

function createPatternTest(operator: string, text: string): Test {
  const pattern = parsePattern(operator, text);
  const { match, isNegated, ignoresCase, literal, start } = pattern;
  if (isNegated && /^%+$/.test(text)) return () => false;
  return (candidate) => {
    const { value } = candidate;
    if (value === null) return false;
    if (value === otherValue) return isNegated || (literal === null && candidate.start!.startsWith(start));
    if (!match || typeof value !== "string") return true;
    // HUNT has UUIDs as text in one case, which is unknown.
    const inAnyCase = candidate.isAnyCase === true || isUuid(value);
    if (inAnyCase && isNegated && !ignoresCase) return true;
    const matches = match(value, inAnyCase);
    return matches === null || matches !== isNegated;
  };
}
