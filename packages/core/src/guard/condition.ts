import { HuntInputError } from "../errors/hunt-error.js";
import { createIdListError } from "../ids.js";
import { isTooDeep, parseJsonText } from "../query/json-text.js";
import { normalizeWhere, type PlainWhere } from "../query/normalize-where.js";

/** The ID of a record. */
export type RecordId = string | number;

/** A checked condition, in the form that LoopBack parses as intended. */
export interface Condition {
  readonly where: PlainWhere;
  /** IDs, if the condition is only a list of IDs; otherwise null. */
  readonly ids: readonly RecordId[] | null;
}

/**
 * Parses the condition of a write. HUNT drops what it does not understand, and acts on every record if
 * nothing remains (LoopBack 3 on PostgreSQL). So an empty condition is an error, and so is a comparison with
 * null.
 *
 * @param where an object, or its JSON
 * @throws {HuntInputError} `input: "where"`; `problem` is `empty` or `null`, or as {@link normalizeWhere}
 *   throws
 */
export function parseWriteCondition(where: unknown): Condition {
  const given = parseWhereJson(where);
  if (given === undefined || given === null) throw createEmptyWhereError();
  if (!isTooDeep(given) && holdsNull(given))
    throw new HuntInputError(
      "where",
      "null",
      "where: null is not allowed in the condition of a write. List the records first, and pass their IDs.",
    );
  const plain = normalizeWhere(replaceIdLists(given));
  if (plain === undefined) throw createEmptyWhereError();
  return { where: plain, ids: findIds(plain) };
}

/** Parses a condition that may be a JSON string. An empty string is an empty condition. */
export function parseWhereJson(where: unknown): unknown {
  if (typeof where !== "string") return where;
  if (where.trim() === "") return undefined;
  return parseJsonText(where, "where");
}

/** Creates the error for a condition that every record matches. */
export function createEmptyWhereError(): HuntInputError {
  return new HuntInputError(
    "where",
    "empty",
    'where: missing or empty, which would match every record. Add a condition such as {hostname: "srv-1"}.',
  );
}

/** A comparison of a property in a normalized condition. */
export interface Comparison {
  /** Name of the property, or a path such as `data.x`. */
  readonly path: string;
  readonly operator: string;
  /** The values that it is compared with. */
  readonly operands: readonly unknown[];
}

/** Returns all comparisons of a normalized condition, at each level. */
export function listComparisons(where: PlainWhere): Comparison[] {
  const comparisons: Comparison[] = [];
  addComparisons(where, comparisons);
  return comparisons;
}

function addComparisons(where: PlainWhere, found: Comparison[]): void {
  for (const path in where) {
    const value = where[path];
    if (isBranch(path)) for (const each of value as PlainWhere[]) addComparisons(each, found);
    else if (typeof value !== "object" || value === null)
      found.push({ path, operator: "eq", operands: [value] });
    else
      for (const [operator, operand] of Object.entries(value as Record<string, unknown>))
        found.push({ path, operator, operands: Array.isArray(operand) ? operand : [operand] });
  }
}

/**
 * Returns the names of the properties in a normalized condition, without duplicates. For a path such as
 * `data.x`, it returns the first part.
 */
export function listProperties(where: PlainWhere): string[] {
  return [...new Set(listComparisons(where).map(({ path }) => path.split(".")[0]!))];
}

/** HUNT's web console sends IDs as a plain list, without `inq` (observed on a live instance). */
function replaceIdLists(where: unknown): unknown {
  if (typeof where !== "object" || where === null || Array.isArray(where)) return where;
  const entries = Object.entries(where).map(([key, value]: [string, unknown]) => {
    if (!Array.isArray(value)) return [key, value];
    if (isBranch(key)) return [key, value.map(replaceIdLists)];
    return [key, key === "id" ? { inq: value } : value];
  });
  return Object.fromEntries(entries);
}

function findIds(where: PlainWhere): RecordId[] | null {
  const [key, value] = Object.entries(where)[0]!;
  if (key === "and") {
    const [only, ...others] = value as PlainWhere[];
    return others.length === 0 ? findIds(only!) : null;
  }
  if (key !== "id") return null;
  const ids = typeof value === "object" ? (value as { inq?: unknown }).inq : [value];
  return Array.isArray(ids) ? requireRecordIds(ids, "where") : null;
}

/**
 * Requires a list of at least one record ID, without empty ones.
 *
 * @returns the IDs without duplicates
 * @throws {HuntInputError} `problem: "empty"`, with `input`
 */
export function requireRecordIds(ids: unknown, input: string): RecordId[] {
  if (Array.isArray(ids) && ids.length > 0 && ids.every(isRecordId)) return [...new Set(ids)];
  throw createIdListError(ids, input);
}

function isRecordId(id: unknown): id is RecordId {
  return typeof id === "string" ? id.trim() !== "" : Number.isFinite(id);
}

function holdsNull(value: unknown): boolean {
  if (value === null) return true;
  return typeof value === "object" && Object.values(value).some(holdsNull);
}

function isBranch(key: string): boolean {
  return key === "and" || key === "or";
}
