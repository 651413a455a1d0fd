import { normalizeWhere } from "../query/normalize-where.js";
import { listProperties, parseWhereJson } from "./condition.js";
import { findRelatedRecords, type KnownRecords } from "./known-models.js";

/** The condition on related records that a read includes. */
export interface IncludeScope {
  /** Name of the relation, such as `agents`. */
  readonly relation: string;
  /** Names of the properties in the condition. */
  readonly names: readonly string[];
  /** What is known of the related records; null if the relation is not in the catalog. */
  readonly records: KnownRecords | null;
}

/**
 * Finds the conditions in the `include` of a filter: `{relation: "agents", scope: {where: {...}}}` (LoopBack
 * 3).
 *
 * @param from what is known of the records that have the relations
 * @throws {HuntInputError} as `normalizeWhere` for an invalid condition
 */
export function findIncludeScopes(include: unknown, from: KnownRecords | null): IncludeScope[] {
  return [include].flat().flatMap((each) => {
    if (!isObject(each)) return [];
    const { relation, rel, scope } = each;
    const name = relation ?? rel;
    return typeof name === "string" && isObject(scope) ? findInScope(name, scope, from) : [];
  });
}

function findInScope(
  relation: string,
  scope: Readonly<Record<string, unknown>>,
  from: KnownRecords | null,
): IncludeScope[] {
  const records = from && findRelatedRecords(from, relation);
  const where = normalizeWhere(parseWhereJson(scope["where"]));
  const names = where ? listProperties(where) : [];
  const own = names.length > 0 ? [{ relation, names, records }] : [];
  return [...own, ...findIncludeScopes(scope["include"], records)];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
