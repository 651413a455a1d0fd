import { HuntInputError, type HuntClient, isHuntError } from "@huntkit/core";
import { escapeToSingleLine } from "@huntkit/core/escape";
import {
  dayMs,
  findFuture,
  findKnownRecords,
  isUuid,
  listComparisons,
  normalizeWhere,
  toIso,
} from "@huntkit/core/internal";
import { toLiteralPattern } from "./lookup.js";
import { suggestHosts, suggestTargetGroups } from "./suggest-rows.js";

/*
 * A host or a target group that a condition names, but HUNT does not have, matches nothing, so a gate would pass. Only
 * `eq` and `inq` name one. HUNT compares names by case, but hosts and target groups are the same in any case. Another
 * case is an error only if neither HUNT's hosts or target groups nor the records have the exact spelling.
 */

/** The condition of a read, and where it is sent. */
export interface NamedRead {
  readonly client: HuntClient;
  /** Path of the records, or of their count. */
  readonly path: string;
  readonly where: object | undefined;
  readonly signal: AbortSignal;
}

/** What a property names. */
type Kind = "host" | "group" | "group ID";

const kinds: Readonly<Record<string, Kind>> = {
  hostname: "host",
  targetGroupName: "group",
  targetGroupId: "group ID",
  targetId: "group ID",
};

/** Lists in which a missing host is a result, and not a mistake. */
const hostRoutes = new Set(["agents", "addresses"]);

/** Maximum number of names in a request. Patterns of names must fit into a URL. */
const maxNames = 25;

/**
 * Requires that the hosts and the target groups in a condition exist, only if it is needed, as the records of one hide
 * that another does not exist: several are checked now, and a single one only if the result is empty. An empty result
 * must not be that of a time in the future, either.
 *
 * @returns the check of an empty result; null if there is nothing left to check
 * @throws {HuntInputError} `input: "where"`, `problem: "not-found"` or `"future"`
 */
export async function requireNamedRecords(read: NamedRead): Promise<(() => Promise<void>) | null> {
  const names = listNames(read);
  const check = async () => {
    for (const [property, values] of names) await requireNames(property, values, read);
  };
  const isSeveral = [...names.values()].some((values) => values.length > 1);
  if (isSeveral) await check();
  const isFuture = findFutureTime(read, read.client.clock.now()) !== undefined;
  if (!isFuture && (isSeveral || names.size === 0)) return null;
  return async () => {
    if (!isSeveral) await check();
    if (isFuture) await requirePastTime(read);
  };
}

/** Returns a property that a host would have to set to a time after tomorrow. */
function findFutureTime({ path, where }: NamedRead, now: number): string | undefined {
  const plain = normalizeWhere(where);
  const { fields } = findKnownRecords(splitPath(path));
  return plain && fields ? findFuture(plain, fields, ["hunt", "host"], now + dayMs) : undefined;
}

async function requirePastTime(read: NamedRead): Promise<void> {
  const now = await read.client.serverTime({ signal: read.signal });
  const property = findFutureTime(read, now);
  if (property === undefined) return;
  throw new HuntInputError(
    "where",
    "future",
    `where: no record matches, because the condition on ${property} requires a time after now, which is ${toIso(now)} in HUNT.`,
  );
}

/** Returns what is wrong with the names in the condition of a read whose result is empty; null if they exist. */
export async function explainNoRecords(read: NamedRead): Promise<HuntInputError | null> {
  try {
    const check = await requireNamedRecords(read);
    await check?.();
    return null;
  } catch (error) {
    if (error instanceof HuntInputError) return error;
    throw error;
  }
}

/** Returns the names in a condition by their property. */
function listNames({ path, where }: NamedRead): Map<string, string[]> {
  const names = new Map<string, string[]>();
  const plain = normalizeWhere(where);
  const { fields, route } = findKnownRecords(splitPath(path));
  if (!plain || !fields) return names;
  for (const { path: property, operator, operands } of listComparisons(plain)) {
    const isNamed = Object.hasOwn(kinds, property) && Object.hasOwn(fields, property);
    if (!isNamed || !["eq", "inq"].includes(operator)) continue;
    if (kinds[property] === "host" && hostRoutes.has(route.toLowerCase())) continue;
    const values = operands.filter((each) => typeof each === "string");
    if (values.length > 0) names.set(property, [...new Set([...(names.get(property) ?? []), ...values])]);
  }
  return names;
}

async function requireNames(property: string, values: readonly string[], read: NamedRead): Promise<void> {
  for (let start = 0; start < values.length; start += maxNames) {
    const part = values.slice(start, start + maxNames);
    const known = await listKnown(property, part, read).catch(ignoreUnreadable);
    if (known === null) return;
    for (const value of part) if (!known.includes(value)) await requireName(property, value, known, read);
  }
}

/** The records of a deleted host or target group still have its name. */
async function requireName(
  property: string,
  value: string,
  known: readonly string[],
  read: NamedRead,
): Promise<void> {
  const exact = await findSpelling(property, value, read).catch(ignoreUnreadable);
  if (exact === null || exact !== undefined) return;
  const same = known.filter((each) => each.toLowerCase() === value.toLowerCase());
  if (same.length > 0) throw createCaseError(property, value, same);
  const other =
    kinds[property] === "group ID"
      ? undefined
      : await findSpelling(property, { regexp: toLiteralPattern(value) }, read);
  if (other !== undefined) throw createCaseError(property, value, [other]);
  throw await createUnknownError(property, value, read);
}

/** Returns null for a list that the token or the instance does not allow to read. */
function ignoreUnreadable(error: unknown): null {
  if (isHuntError(error) && [401, 403, 404].includes(error.status ?? 0)) return null;
  throw error;
}

/** Returns the value of a property in one of the queried records that match; undefined if there is none. */
async function findSpelling(
  property: string,
  condition: string | { readonly regexp: RegExp },
  { client, path, signal }: NamedRead,
): Promise<string | undefined> {
  const { route } = findKnownRecords(splitPath(path));
  const filter = { where: { [property]: condition }, fields: [property], limit: 1 };
  const [row] = await client.model(route).list(filter, { signal }).toArray();
  return row && String(row[property]);
}

/** Returns the spellings of the names in HUNT's target groups, or in its agents and addresses. */
async function listKnown(
  property: string,
  names: readonly string[],
  { client, signal }: NamedRead,
): Promise<string[]> {
  const options = { signal, maxRows: Infinity };
  if (kinds[property] === "group ID") {
    const where = { id: { inq: names.filter((name) => isUuid(name)) } };
    if (where.id.inq.length === 0) return [...names];
    const rows = await client.targets.list({ where, fields: ["name"] }, options).toArray();
    const ids = new Set(rows.map(({ id }) => id));
    return names.filter((name) => ids.has(name.toLowerCase()));
  }
  const matchNames = (name: string) => ({
    or: names.map((each) => ({ [name]: { regexp: toLiteralPattern(each) } })),
  });
  if (kinds[property] === "group") {
    const rows = await client.targets
      .list({ where: matchNames("name"), fields: ["name"] }, options)
      .toArray();
    return rows.flatMap(({ name }) => name ?? []);
  }
  const filter = { where: matchNames("hostname"), fields: ["hostname"] as const };
  const rows = await Promise.all(
    ["Agents", "addresses"].map((list) => client.model<HostRow>(list).list(filter, options).toArray()),
  );
  return [...new Set(rows.flat().flatMap(({ hostname }) => hostname ?? []))];
}

/** A row with the name of a host. */
interface HostRow {
  id: string;
  hostname?: string | null;
}

function splitPath(path: string): string[] {
  return path.split("/").filter((part) => part !== "");
}

/** What does not exist, and what to suggest instead. */
const descriptions = {
  host: { what: "host is named", suggest: suggestHosts },
  group: { what: "target group is named", suggest: suggestTargetGroups },
  "group ID": { what: "target group has the ID", suggest: async () => "" },
} as const;

async function createUnknownError(
  property: string,
  value: string,
  { client, signal }: NamedRead,
): Promise<HuntInputError> {
  const { what, suggest } = descriptions[kinds[property]!];
  return createNameError(
    property,
    `no ${what} ${quote(value)}. ${await suggest(client, value, signal)}`.trim(),
  );
}

function createCaseError(property: string, value: string, spellings: readonly string[]): HuntInputError {
  const [only, ...others] = spellings;
  const advice =
    others.length === 0 ? `Use ${quote(only!)}.` : `Use inq with ${spellings.map(quote).join(" and ")}.`;
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
