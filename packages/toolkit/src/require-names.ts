import { HuntInputError, type HuntClient, isHuntError } from "@huntkit/core";
import { escapeToSingleLine } from "@huntkit/core/escape";
import { formatDidYouMean, formatList, isMisspelling, isUuid } from "@huntkit/core/internal";
import { toLiteralPattern } from "./lookup.js";
import { isAlertRoute, type NameKind } from "./name-kinds.js";

/** The values of a property in a condition. */
export interface NamedValues {
  readonly property: string;
  readonly kind: NameKind;
  readonly values: readonly string[];
  /** Path of the list that is read. */
  readonly route: string;
  /** Paths of other lists that are read with the same condition. */
  readonly otherRoutes?: readonly string[];
  /** Whether the condition ignores case. */
  readonly isAnyCase: boolean;
}

/** What is necessary to look up names. */
interface Lookup {
  readonly client: HuntClient;
  readonly signal: AbortSignal;
  /** Whether a read of current alerts includes HUNT's archive. */
  readonly archive?: boolean | undefined;
  readonly warn: (doubt: HuntInputError) => void;
}

/** Maximum number of names in a request. Patterns of names must fit into a URL. */
const maxNames = 25;

/** Maximum number of rows whose values are compared with a misspelled one. */
const maxRows = 1_000;

const archiveRoute = "Alertsarchive";

/**
 * Requires that HUNT has the values.
 *
 * @throws {HuntInputError} `input: "where"`, `problem: "not-found"`
 */
export async function requireValues(named: NamedValues, lookup: Lookup): Promise<void> {
  const { values } = named;
  for (let start = 0; start < values.length; start += maxNames) {
    const part = values.slice(start, start + maxNames);
    const known = await listKnown(named.kind, part, lookup).catch(ignoreUnreadable);
    if (known === null) return;
    for (const value of part)
      if (!hasName(known, value, named)) await requireValue(value, known, named, lookup);
  }
}

function hasName(known: readonly string[], value: string, { isAnyCase }: NamedValues): boolean {
  return known.includes(value) || (isAnyCase && known.some((each) => isSameName(each, value)));
}

function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** The records of a deleted host or target group still have its name. */
async function requireValue(
  value: string,
  known: readonly string[],
  named: NamedValues,
  lookup: Lookup,
): Promise<void> {
  const { property, kind, isAnyCase } = named;
  const { read, others } = listRoutes(named, lookup);
  const inAnyCase = { regexp: toLiteralPattern(value) };
  const spelling = isAnyCase && !kind.isId ? inAnyCase : value;
  const find = (condition: ValueCondition, routes: readonly string[]) =>
    findSpelling(property, condition, routes, lookup);
  const exact = await find(spelling, read).catch(ignoreUnreadable);
  if (exact === null || exact !== undefined) return;
  const same = known.filter((each) => isSameName(each, value));
  if (same.length > 0) throw createCaseError(property, value, same);
  const other = kind.isId || isAnyCase ? undefined : await find(inAnyCase, read);
  if (other !== undefined) throw createCaseError(property, value, [other]);
  const isArchived = (await find(spelling, others)) !== undefined;
  if (!isArchived) return rejectUnknown(value, named, lookup);
  if (kind.isOpen === undefined) throw createArchivedError(property, value, kind);
}

/**
 * Returns the lists whose records can have the names: those that are read, and others. A list of the archive can be
 * empty because the alerts of a host are still current.
 */
function listRoutes(
  { route, otherRoutes = [] }: NamedValues,
  { archive }: Lookup,
): { readonly read: readonly string[]; readonly others: readonly string[] } {
  const name = route.toLowerCase();
  if (name === archiveRoute.toLowerCase()) return { read: [route, "Alerts"], others: [] };
  if (!isAlertRoute(name)) return { read: [route, ...otherRoutes], others: [] };
  return archive ? { read: [route, archiveRoute], others: [] } : { read: [route], others: [archiveRoute] };
}

/** Returns null for a list that the token or the instance does not allow to read, or to filter. */
export function ignoreUnreadable(error: unknown): null {
  if (isHuntError(error) && [401, 403, 404].includes(error.status ?? 0)) return null;
  if (error instanceof HuntInputError && error.problem === "property") return null;
  throw error;
}

type ValueCondition = string | { readonly regexp: RegExp };

/** Returns the value of a property in one of the records that match; undefined if there is none. */
async function findSpelling(
  property: string,
  condition: ValueCondition,
  routes: readonly string[],
  { client, signal }: Lookup,
): Promise<string | undefined> {
  const filter = { where: { [property]: condition }, fields: [property], limit: 1 };
  for (const route of routes) {
    const reading = client.model(route).list(filter, { signal }).toArray();
    // An instance might not have an archive.
    const rows = await (route === archiveRoute ? reading.catch(ignoreUnreadable) : reading);
    if (rows?.[0]) return String(rows[0][property]);
  }
  return undefined;
}

/** Returns the spellings of the names in HUNT's lists. */
async function listKnown(
  { lists, isId }: NameKind,
  names: readonly string[],
  { client, signal }: Lookup,
): Promise<string[]> {
  const ids = names.filter((name) => isUuid(name));
  if (isId && ids.length === 0) return [];
  const found = await Promise.all(
    lists.map(async ({ route, property }) => {
      const patterns = names.map((name) => ({ [property]: { regexp: toLiteralPattern(name) } }));
      const where = isId ? { [property]: { inq: ids } } : { or: patterns };
      const filter = { where, fields: [toField(property)] };
      const reading = client.model(route).list(filter, { signal, maxRows: Infinity }).toArray();
      // An instance might not have an archive.
      const rows = await (route === archiveRoute ? reading.catch(ignoreUnreadable) : reading);
      return toStrings(rows ?? [], property);
    }),
  );
  if (!isId) return [...new Set(found.flat())];
  const known = new Set(found.flat().map((id) => id.toLowerCase()));
  return names.filter((name) => known.has(name.toLowerCase()));
}

/** Throws for a value that HUNT does not have, or reports it if it can be right. */
async function rejectUnknown(value: string, named: NamedValues, lookup: Lookup): Promise<void> {
  const { property, kind } = named;
  const { client, signal, warn } = lookup;
  const record = isAlertRoute(named.route) ? "alert" : `record of ${named.route}`;
  const lack = [
    ...(kind.what === undefined ? [] : [`no ${kind.what} ${quote(value)}`]),
    ...(kind.isOpen === undefined
      ? []
      : [kind.what ? `no ${record} has it` : `no ${record} has ${quote(value)}`]),
  ].join(", and ");
  const similar = kind.isOpen === "unless similar" ? await suggestSimilar(value, named, lookup) : "";
  const advice = similar || (await kind.advise(client, value, signal));
  const error = createNameError(property, `${lack}. ${advice}`.trimEnd());
  if (kind.isOpen === undefined || similar !== "") throw error;
  warn(error);
}

/** Returns a question that suggests the values that a value is probably a misspelling of, or an empty string. */
async function suggestSimilar(value: string, named: NamedValues, lookup: Lookup): Promise<string> {
  const { property, kind } = named;
  const { read, others } = listRoutes(named, lookup);
  const places = [...kind.lists, ...[...read, ...others].map((route) => ({ route, property }))];
  const { client, signal } = lookup;
  const found = await Promise.all(
    places.map(async ({ route, property: name }) => {
      const filter = { fields: [toField(name)], limit: maxRows };
      const rows = await client.model(route).list(filter, { signal }).toArray().catch(ignoreUnreadable);
      return toStrings(rows ?? [], name);
    }),
  );
  const near = found.flat().filter((each) => isMisspelling(value, each) && !isNumbered(value, each));
  return near.length === 0 ? "" : formatDidYouMean(value, near);
}

/** Returns whether two values differ only by their digits, as the names of two versions do. */
function isNumbered(one: string, other: string): boolean {
  return one !== other && one.replace(/\d+/g, "") === other.replace(/\d+/g, "");
}

function toStrings(rows: readonly Readonly<Record<string, unknown>>[], property: string): string[] {
  const path = property.split(".");
  return rows
    .map((row) => path.reduce<unknown>((value, name) => Object(value)[name], row))
    .filter((each) => typeof each === "string");
}

/** Returns the property that a path is below. */
function toField(path: string): string {
  return path.split(".")[0]!;
}

function createArchivedError(property: string, value: string, { what }: NameKind): HuntInputError {
  const reason =
    property === "id"
      ? `the alert ${quote(value)} is in the archive.`
      : `no ${what} ${quote(value)}, and only alerts in the archive have it.`;
  return createNameError(property, `${reason} Read Alertsarchive, too, or a period that includes it.`);
}

function createCaseError(property: string, value: string, spellings: readonly string[]): HuntInputError {
  const [only, ...others] = spellings;
  const advice =
    others.length === 0 ? `Use ${quote(only!)}.` : `Use inq with ${formatList(spellings.map(quote), "and")}.`;
  return createNameError(
    property,
    `HUNT has ${quote(value)} in another case, and a condition compares case. ${advice}`,
  );
}

function createNameError(property: string, sentences: string): HuntInputError {
  return new HuntInputError("where", "not-found", `where: ${property}: ${sentences}`);
}

function quote(name: string): string {
  return `"${escapeToSingleLine(name, 80)}"`;
}
