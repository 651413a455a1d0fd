import type { Row } from "@huntkit/core";
import { escapeToSingleLine } from "@huntkit/core/escape";
import { isUuid } from "@huntkit/core/internal";
import { type Context, AttributeError } from "@huntkit/terraform-plugin";
import type { Connection } from "../connection.js";
import type { ModelMapping } from "./mapping.js";
import { toNoun, toNounWithArticle } from "./names.js";

type LookupContext = Pick<Context<Connection>, "client" | "signal">;

/** Returns the names of the attributes that identify an object, `id` first. */
export function getLookupKeys({ definition: { lookup, aliases = [] } }: ModelMapping): string[] {
  return ["id", lookup, ...aliases];
}

/** Returns words for a description: `a flag by its id or its name`. */
export function describeLookup(mapping: ModelMapping): string {
  const keys = getLookupKeys(mapping).map((key) => `\`${key}\``);
  const list = new Intl.ListFormat("en", { type: "disjunction" }).format(keys);
  return `${toNounWithArticle(mapping.definition.name)} by ${list}`;
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
  const [id = "id", ...names] = getLookupKeys(mapping);
  for (const name of isUuid(text) ? [id, ...names] : names) {
    const rows = await findBy(mapping, name, text, context);
    if (rows.length > 0) return requireOne(mapping, rows, name, text);
  }
  const found = (await definition.find?.(text, context)) ?? [];
  if (found.length > 0) {
    const rows = found.filter((row) => !definition.isGone?.(row));
    return requireOne(mapping, rows, null, text);
  }
  throw new AttributeError(
    [],
    `No matching ${toNoun(definition.name)} found`,
    `None has the ${[id, ...names].join(" or the ")} "${escapeToSingleLine(text)}", or the token's user is not allowed to see it. Names are case-sensitive.`,
  );
}

/**
 * Returns the only row.
 *
 * @param name the attribute that was looked up. Null if the rows were found in another way.
 * @throws {AttributeError} if there are several rows, or none
 */
export function requireOne(
  mapping: ModelMapping,
  rows: readonly Row[],
  name: string | null,
  value: string,
): Row {
  const [row] = rows;
  const noun = toNoun(mapping.definition.name);
  const path = name === null ? [] : [name];
  const what = `${name === null ? "" : `the ${name} `}"${escapeToSingleLine(value)}"`;
  if (!row)
    throw new AttributeError(
      path,
      `No matching ${noun} found`,
      `None has ${what}, or the token's user is not allowed to see it. Strings are case-sensitive.`,
    );
  if (rows.length === 1) return row;
  const ids = rows.slice(0, 10).map(({ id }) => id);
  throw new AttributeError(
    path,
    `Multiple matching ${noun}s found`,
    `${rows.length} have ${what}. Use one of these IDs: ${ids.join(", ")}${rows.length > 10 ? ", …" : ""}.`,
  );
}
