import type { Row } from "@huntkit/core";
import { escapeToSingleLine } from "@huntkit/core/escape";
import { formatDidYouMean, formatList, isUuid } from "@huntkit/core/internal";
import { type Context, AttributeError } from "@huntkit/terraform-plugin";
import type { Connection } from "../connection.js";
import type { ModelMapping } from "./mapping.js";
import { toNoun, toNounWithArticle } from "./names.js";

type LookupContext = Pick<Context<Connection>, "client" | "signal">;

/** Maximum number of objects whose names are compared with one that does not exist. */
const maxSuggestionRows = 1_000;

/** Returns the names of the attributes that identify an object, `id` first. */
export function getLookupKeys({ definition: { lookup, aliases = [] } }: ModelMapping): string[] {
  return ["id", lookup, ...aliases];
}

/** Returns whether an attribute that identifies an object contains a UUID, and not a name. */
export function isUuidKey(key: string): boolean {
  return /^(id|guid|.*_id)$/.test(key);
}

/** Returns words for a description: `a flag by its id or its name`. */
export function describeLookup(mapping: ModelMapping): string {
  const keys = getLookupKeys(mapping).map((key) => `\`${key}\``);
  return `${toNounWithArticle(mapping.definition.name)} by ${formatList(keys, "or")}`;
}

/** Finds the objects whose attribute has this value. */
export async function findBy(
  mapping: ModelMapping,
  name: string,
  value: string,
  { client, signal }: LookupContext,
): Promise<Row[]> {
  const { definition } = mapping;
  const rows = await client.reads.forModel(definition.model).find(mapping.propertyOf(name), value, signal);
  return rows.filter((row) => !definition.isGone?.(row));
}

/**
 * Finds the object with this ID, name, or other string that identifies it.
 *
 * @throws {AttributeError} if there is none, or if there are several. The error lists their IDs.
 */
export async function findOne(
  mapping: ModelMapping,
  text: string,
  context: Context<Connection>,
): Promise<Row> {
  const { definition } = mapping;
  const keys = getLookupKeys(mapping).filter((key) => isUuid(text) || !isUuidKey(key));
  for (const key of keys) {
    const rows = await findBy(mapping, key, text, context);
    if (rows.length > 0) return requireOne(mapping, rows, { path: [], what: `the ${key}`, value: text });
  }
  const { otherLookup } = definition;
  const found = (await otherLookup?.find(text, context)) ?? [];
  const rows = found.filter((row) => !definition.isGone?.(row));
  const whats = [...keys.map((key) => `the ${key}`), ...(otherLookup ? [otherLookup.what] : [])];
  if (rows.length > 0) return requireOne(mapping, rows, { path: [], what: whats.at(-1)!, value: text });
  throw await createMissingError(
    mapping,
    keys,
    { path: [], what: formatList(whats, "or"), value: text },
    context,
  );
}

/**
 * Finds the object whose attribute has this value.
 *
 * @throws {AttributeError} at the attribute, as {@link findOne} does
 */
export async function findByKey(
  mapping: ModelMapping,
  key: string,
  value: string,
  context: LookupContext,
): Promise<Row> {
  const rows = await findBy(mapping, key, value, context);
  const searched = { path: [key], what: `the ${key}`, value };
  if (rows.length > 0) return requireOne(mapping, rows, searched);
  throw await createMissingError(mapping, [key], searched, context);
}

/** What was searched for, for messages. */
interface Searched {
  readonly path: readonly string[];
  /** Such as `the name`. */
  readonly what: string;
  readonly value: string;
}

/** Returns the only row. @throws {AttributeError} if there are several */
function requireOne(
  { definition }: ModelMapping,
  rows: readonly Row[],
  { path, what, value }: Searched,
): Row {
  if (rows.length === 1) return rows[0]!;
  const ids = rows.slice(0, 10).map(({ id }) => escapeToSingleLine(String(id), 80));
  throw new AttributeError(
    path,
    `Multiple matching ${toNoun(definition.name)}s found`,
    `${rows.length} have ${what} "${escapeToSingleLine(value)}". Use one of these IDs: ${ids.join(", ")}${rows.length > 10 ? ", and more" : ""}.`,
  );
}

async function createMissingError(
  mapping: ModelMapping,
  keys: readonly string[],
  { path, what, value }: Searched,
  context: LookupContext,
): Promise<AttributeError> {
  const noun = toNoun(mapping.definition.name);
  const advice = isUuid(value) ? adviseOnUuid(noun, keys) : await adviseOnName(mapping, value, context);
  return new AttributeError(
    path,
    `No matching ${noun} found`,
    `No ${noun} has ${what} "${escapeToSingleLine(value)}", or the token's user is not allowed to see it. ${advice}`,
  );
}

/** Returns what to check about an ID. It could be that of another type of object. */
function adviseOnUuid(noun: string, [key = "id"]: readonly string[]): string {
  const owner = toNounWithArticle(`hunt_${noun}`);
  const [, other] = /^(.+)_id$/.exec(key) ?? [];
  const kind = key === "guid" ? "GUID" : "ID";
  const object = other === undefined ? owner : `${toNounWithArticle(`hunt_${other}`)} with ${owner}`;
  return `Check that it is the ${kind} of ${object} of this HUNT instance.`;
}

/** Returns a question with the nearest name, which can differ only in case. */
async function adviseOnName(
  { definition }: ModelMapping,
  name: string,
  { client: { client }, signal }: LookupContext,
): Promise<string> {
  const isNamed = definition.lookup === "name";
  const rows = isNamed
    ? await client.model(definition.model).list({ limit: maxSuggestionRows }, { signal }).toArray()
    : [];
  const found = rows.filter((row) => !definition.isGone?.(row));
  const names = found.map((row) => String((row as { name?: unknown }).name));
  const quote = (each: string): string => `"${escapeToSingleLine(each, 80)}"`;
  return formatDidYouMean(name, names, quote) || "Names are case-sensitive.";
}
