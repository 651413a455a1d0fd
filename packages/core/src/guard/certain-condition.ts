import type { Field, Fields } from "@huntkit/catalog";
import type { PlainWhere } from "../query/normalize-where.js";
import { isNeverNull, parseNumber, satisfiable } from "./possible-values.js";
import { exactOperators, findType, patternOperators } from "./value-types.js";

/*
 * A fast check of a condition. Nearly all conditions are valid, and pages of a list have the same one, so this comes
 * before the rules that find and describe a mistake.
 */

/** The first comparison of a property. */
interface FirstComparison {
  readonly operator: string;
  readonly operand: unknown;
}

/** The comparisons that each property must satisfy, by path; null if no other one can be added. */
type Required = Map<string, FirstComparison | null>;

/**
 * Returns whether a normalized condition is certainly valid: each value is one that its property can have, and a record
 * can match. False only means that the rules must decide.
 *
 * @param fields what is known of the properties
 */
export function isCertainlyValid(where: PlainWhere, fields: Fields | null): boolean {
  return addClauses(where, fields, new Map());
}

function addClauses(where: PlainWhere, fields: Fields | null, required: Required): boolean {
  for (const path in where) {
    const condition = where[path];
    if (path === "and") {
      for (const each of condition as PlainWhere[]) if (!addClauses(each, fields, required)) return false;
    } else if (path === "or") {
      if (!addBranches(condition as PlainWhere[], fields, required)) return false;
    } else if (!addComparisons(path, condition, fields, required)) return false;
  }
  return true;
}

/** An `or` limits only the properties in all of its branches. */
function addBranches(branches: readonly PlainWhere[], fields: Fields | null, required: Required): boolean {
  const own: Required[] = [];
  for (const branch of branches) {
    const inside: Required = new Map();
    if (!addClauses(branch, fields, inside)) return false;
    own.push(inside);
  }
  for (const path of own[0]?.keys() ?? []) {
    if (!own.every((inside) => inside.has(path))) continue;
    if (required.has(path)) return false;
    required.set(path, null);
  }
  return true;
}

function addComparisons(
  path: string,
  condition: unknown,
  fields: Fields | null,
  required: Required,
): boolean {
  if (path.includes(".")) return false;
  const field = fields && Object.hasOwn(fields, path) ? fields[path] : undefined;
  if (typeof condition !== "object" || condition === null)
    return addComparison(path, { operator: "eq", operand: condition }, field, required);
  for (const operator in condition) {
    const operand = (condition as Record<string, unknown>)[operator];
    if (!addComparison(path, { operator, operand }, field, required)) return false;
  }
  return true;
}

function addComparison(
  path: string,
  comparison: FirstComparison,
  field: Field | undefined,
  required: Required,
): boolean {
  if (!isValidComparison(path, comparison, field)) return false;
  const first = required.get(path);
  if (first === undefined) {
    required.set(path, comparison);
    return true;
  }
  if (first === null || !(isRange(first, comparison) || isRange(comparison, first))) return false;
  required.set(path, null);
  return true;
}

/** Returns whether two comparisons are a range that is not empty. */
function isRange(lower: FirstComparison, upper: FirstComparison): boolean {
  if (lower.operator !== "gt" && lower.operator !== "gte") return false;
  if (upper.operator !== "lt" && upper.operator !== "lte") return false;
  const [from, to] = [parseNumber(lower.operand), parseNumber(upper.operand)];
  return from !== null && to !== null && from < to;
}

/** Returns whether the rules find no mistake in a comparison, and some value satisfies it. */
function isValidComparison(
  path: string,
  { operator, operand }: FirstComparison,
  field: Field | undefined,
): boolean {
  const isList = operator === "inq" || operator === "nin";
  if (Array.isArray(operand) !== isList) return false;
  if (operator === "like" && !hasPlainWildcard(operand)) return false;
  if (isList && ((operand as unknown[]).length === 0 || (operand as unknown[]).includes(null))) return false;
  if (operator !== "inq" && !satisfiable.has(operator)) return false;
  if (!field || field.accepts !== undefined) return true;
  return hasValidOperands(path, operator, isList ? (operand as unknown[]) : [operand], field);
}

function hasValidOperands(
  path: string,
  operator: string,
  operands: readonly unknown[],
  field: Field,
): boolean {
  const isExact = exactOperators.has(operator);
  const isPattern = patternOperators.has(operator);
  const type = findType(path, field);
  if (type && isPattern) return false;
  const { values, storedValues: known = values } = field;
  if (values && !isExact && !isPattern) return false;
  // No value of a list is null.
  for (const operand of operands) {
    if (operand === null && operator === "eq" && isNeverNull(field)) return false;
    if (operand === null || isPattern) continue;
    if (type && (isExact || path !== "id") && !type.isValue(operand)) return false;
    if (isExact && field.pattern !== undefined) return false;
    if (values && !known!.includes(operand as string)) return false;
  }
  if (field.type !== "boolean" && !field.hasAllValues) return true;
  return operator === "eq" || operator === "inq" || (operator === "neq" && known?.length !== 1);
}

function hasPlainWildcard(pattern: unknown): boolean {
  return typeof pattern === "string" && !pattern.includes("\\") && /[%_]/.test(pattern);
}
