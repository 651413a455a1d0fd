import type { Warn } from "../http/hooks.js";
import type { Fields } from "@huntkit/catalog";
import { HuntInputError } from "../errors/hunt-error.js";
import { isMisspelling } from "../errors/nearest-names.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import { fillPath, type Query } from "../http/address.js";
import type { HuntRequest } from "../http/request.js";
import { parseJsonText } from "../query/json-text.js";
import { normalizeWhere, type PlainWhere } from "../query/normalize-where.js";
import { type ArchiveState, warnOfArchive } from "./alert-archive.js";
import { listProperties, parseWhereJson } from "./condition.js";
import { requirePast } from "./future-time.js";
import type { TimeSource } from "./hunt-clock.js";
import { findIncludeScopes, type IncludeScope } from "./include-scopes.js";
import { findKnownRecords, type KnownRecords } from "./known-models.js";
import { createUnknownPropertyError, describeRow, readAnyRow } from "./prove-condition.js";
import { requireFilterKeys, requireReadKeys } from "./query-keys.js";
import { listSegments } from "./require-record-path.js";
import { checkComparisons, checkValues } from "./value-mistake.js";

/** The context of the guard of reads. */
export interface ReadGuard extends TimeSource {
  /** The fields in a row of each list that was already read, by route. */
  readonly seen: Map<string, Promise<Fields | null>>;
  /** What earlier reads of alerts showed of HUNT's archive. */
  readonly archive: ArchiveState;
  /** Reports a condition that HUNT might ignore. */
  readonly warn: Warn;
}

/** The parts of a read that only name properties. */
const namingParts = ["order", "fields", "columns"] as const;

/** The names of the properties in each part of a read. */
type NamedProperties = Readonly<Record<(typeof namingParts)[number], readonly string[]>>;

/** A read that mentions properties. */
export interface InspectedRead {
  readonly records: KnownRecords;
  readonly names: NamedProperties;
  /** Conditions on the records. */
  readonly wheres: readonly PlainWhere[];
  /** Conditions on included related records. */
  readonly scopes: readonly IncludeScope[];
  /** Whether the caller knows that HUNT's archive of alerts is separate. */
  readonly isArchiveKnown: boolean;
  /** The query, with the condition in the form that LoopBack parses as intended. */
  readonly query: Query;
}

/**
 * Finds the properties that a read mentions.
 *
 * @returns null if there are none
 * @throws {HuntInputError} as {@link normalizeWhere} for an invalid condition, as {@link parseJsonText} for an
 *   inexact number in a filter that is a string, and as {@link requireReadKeys}
 */
export function inspectRead(request: HuntRequest<unknown>): InspectedRead | null {
  const { path, params, query = {}, columns = [], archive: isArchiveKnown = false } = request;
  const filled = fillPath(path, params).path;
  if (request.query === undefined && columns.length === 0) return null;
  rejectBracketedWhere(query);
  const segments = listSegments(filled);
  requireReadKeys(segments, query);
  const records = findKnownRecords(segments);
  const filter = parseFilter(query["filter"]);
  requireFilterKeys(filter, query, records);
  const outer = toPlainWhere(query["where"]);
  const inner = toPlainWhere(filter?.where);
  const wheres = [outer, inner].filter((each) => each !== undefined);
  const order = listOrderProperties(filter?.order);
  const names = { order, fields: listFields(filter?.fields), columns };
  const isNaming = wheres.length > 0 || namingParts.some((part) => names[part].length > 0);
  if (!filter?.include && !isNaming) return null;
  const scopes = findIncludeScopes(filter?.include, records);
  const changes = { ...(outer && { where: outer }), ...(inner && { filter: { ...filter, where: inner } }) };
  return { records, names, wheres, scopes, isArchiveKnown, query: { ...query, ...changes } };
}

/**
 * Checks the properties that a read mentions, and the values that it compares them with. HUNT ignores unknown
 * properties: it then returns all rows, or rows without a field. A property that is not in the catalog is
 * looked up in a row of the instance.
 *
 * @throws {HuntInputError} `input: "where"`, `"order"`, `"fields"`, or `"columns"`, `problem: "property"`, for a model
 *   that huntkit knows. For others, it warns. Also thrown as {@link checkValues} and {@link requirePast} do.
 */
export async function guardRead(
  { records, names, wheres, scopes, isArchiveKnown }: InspectedRead,
  guard: ReadGuard,
  signal: AbortSignal | undefined,
): Promise<void> {
  await checkConditions("where", wheres, records, guard, signal);
  if (!isArchiveKnown) await warnOfArchive(wheres, records, guard);
  for (const part of namingParts) await checkProperties(part, names[part], records, guard, signal);
  for (const scope of scopes) {
    if (scope.records) await checkConditions("include", [scope.where], scope.records, guard, signal);
    else guard.warn(formatUncheckedScope(scope));
  }
}

function formatUncheckedScope({ relation }: IncludeScope): string {
  return (
    `include: the condition of ${escapeToSingleLine(relation, 80)} cannot be checked.` +
    " HUNT ignores properties that do not exist, and returns all related records."
  );
}

async function checkConditions(
  input: "where" | "include",
  wheres: readonly PlainWhere[],
  records: KnownRecords,
  guard: ReadGuard,
  signal: AbortSignal | undefined,
): Promise<void> {
  const check = { input, warn: guard.warn };
  for (const where of wheres) checkValues(where, records, check);
  for (const where of wheres) await requirePast(input, where, records, guard);
  const own = await checkProperties(input, wheres.flatMap(listProperties), records, guard, signal);
  for (const where of wheres) checkComparisons(where, { ...records, fields: own }, check);
}

/**
 * Checks names of properties: each must be in the catalog, or in a row of this instance.
 *
 * @returns the fields in a row, if it was necessary to read one
 * @throws {HuntInputError} `problem: "property"`, for a model that huntkit knows. For others, it warns, and also
 *   for a body if the model has no rows and the name is not a misspelling.
 */
export async function checkProperties(
  input: keyof NamedProperties | "where" | "include" | "body",
  names: readonly string[],
  { route, fields }: Pick<KnownRecords, "route" | "fields">,
  { send, seen, warn }: ReadGuard,
  signal: AbortSignal | undefined,
): Promise<Fields | null> {
  // Every model is paged by its ID, so it has one.
  const doubtful = names.filter((name) => name !== "id" && !(fields && Object.hasOwn(fields, name)));
  if (doubtful.length === 0) return null;
  const own = await readFields();
  // HUNT accepts some properties that no row shows.
  const known = input === "body" ? { ...fields, ...own } : (own ?? fields);
  if (known === null) return null;
  const unknown = doubtful.find((name) => !(own && Object.hasOwn(own, name)));
  if (unknown === undefined) return own;
  if (own === null && input === "body" && !Object.keys(known).some((each) => isMisspelling(unknown, each))) {
    warn(formatUncheckedProperty(route, unknown), "HUNT_VALUE_UNKNOWN");
    return null;
  }
  const error = createUnknownPropertyError(input, route, unknown, Object.keys(known));
  if (fields) throw error;
  warn(error.message, input === "body" ? "HUNT_VALUE_UNKNOWN" : undefined);
  return own;

  async function readFields(): Promise<Fields | null> {
    const earlier = seen.get(route);
    if (earlier) return earlier;
    const reading = readAnyRow(route, send, { signal }).then((row) => row && describeRow(row));
    const found = await reading;
    if (found) seen.set(route, reading);
    return found;
  }
}

/** A newer version of HUNT might have the property of a body. Without a row, that is unknown. */
function formatUncheckedProperty(route: string, property: string): string {
  const shown = escapeToSingleLine(property, 40);
  return (
    `body: "${shown}" is not a known property of ${route}, which has no record to compare with, so check the spelling.` +
    " HUNT ignores properties that do not exist."
  );
}

/** A condition in the form `where[name]=value` cannot be checked. */
function rejectBracketedWhere(query: object): void {
  const name = Object.keys(query).find((key) => /^(where|filter\[where\])\[/i.test(key));
  if (name !== undefined)
    throw new HuntInputError(
      "query",
      "combination",
      "query: where[...] is not supported. Pass the condition as an object in where or filter.where.",
    );
}

function parseFilter(
  filter: unknown,
): Partial<Record<"where" | "order" | "fields" | "include", unknown>> | undefined {
  const given = typeof filter === "string" ? parseFilterJson(filter) : filter;
  return typeof given === "object" && given !== null ? given : undefined;
}

/** LoopBack ignores a filter that is not JSON. The response is the same without this guard. */
function parseFilterJson(text: string): unknown {
  try {
    return parseJsonText(text, "filter");
  } catch (error) {
    if (error instanceof HuntInputError && error.problem === "json") return undefined;
    throw error;
  }
}

function toPlainWhere(where: unknown) {
  return where === null || where === undefined ? undefined : normalizeWhere(parseWhereJson(where));
}

function listOrderProperties(order: unknown): string[] {
  const orders = Array.isArray(order) ? order : [order];
  return orders.flatMap((each) => (typeof each === "string" && each !== "" ? [each.split(/[. ]/)[0]!] : []));
}

/** LoopBack 3 accepts a list of names, one name, or an object such as `{"name": true}`. */
function listFields(fields: unknown): string[] {
  const isObject = typeof fields === "object" && fields !== null && !Array.isArray(fields);
  const given: unknown[] = isObject ? Object.keys(fields) : [fields].flat();
  return given.filter((name) => typeof name === "string" && name !== "") as string[];
}
