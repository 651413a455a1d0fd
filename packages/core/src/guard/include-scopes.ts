import { normalizeWhere, type PlainWhere } from "../query/normalize-where.js";
import { parseWhereJson } from "./condition.js";
import { findRelatedRecords, type KnownRecords } from "./known-models.js";
import { requireFilterKeys } from "./query-keys.js";

/** The condition on related records that a read includes. */
export interface IncludeScope {
  /** Name of the relation, such as `agents`. */
  readonly relation: string;
  readonly where: PlainWhere;
  /** What is known of the related records; null if the relation is not in the catalog. */
  readonly records: KnownRecords | null;
}

/**
 * Finds the conditions in the `include` of a filter: `{relation: "agents", scope: {where: {...}}}` (LoopBack
 * 3).
 *
 * @param from what is known of the records that have the relations
 * @throws {HuntInputError} as `normalizeWhere` for an invalid condition, and as {@link requireFilterKeys}
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
  requireFilterKeys(scope, {}, records, `filter.include.${relation}.scope`);
  const where = normalizeWhere(parseWhereJson(scope["where"]));
  return [...(where ? [{ relation, where, records }] : []), ...findIncludeScopes(scope["include"], records)];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
