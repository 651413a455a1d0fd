import { isUuid, escapeToSingleLine, type Row } from "@huntkit/core";
import { type Context, AttributeError } from "@huntkit/terraform-plugin";
import type { Connection } from "../connection.js";
import type { ModelMapping } from "./mapping.js";
import { toNoun, toNounWithArticle } from "./names.js";

type LookupContext = Pick<Context<Connection>, "client" | "signal">;

/** Returns the names of the attributes that identify an object: `id` first, then the name that people use. */
export function getLookupKeys({ definition: { lookup, aliases = [] } }: ModelMapping): string[] {
  return ["id", lookup, ...aliases];
}

/** Returns words for a description: `a flag by its id or name`. */
export function describeLookup(mapping: ModelMapping): string {
  const keys = getLookupKeys(mapping).map((key) => `\`${key}\``);
  return `${toNounWithArticle(mapping.definition.name)} by its ${keys.join(" or ")}`;
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
 * Finds the one object that a user means by an id, a name, or another string that identifies it.
 *
 * @throws {AttributeError} if there is none, or several; it lists the ids of those
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
    `HUNT has no such ${toNoun(definition.name)}`,
    `There is none whose id or ${names.join(" or ")} is "${escapeToSingleLine(text)}", or this token may not see it. Names must be written exactly, in upper and lower case.`,
  );
}

/**
 * Returns the only row.
 *
 * @param name the attribute that was looked up; null if the rows were found in another way
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
      `HUNT has no such ${noun}`,
      `There is none with ${what}, or this token may not see it. Texts are compared exactly, in upper and lower case.`,
    );
  if (rows.length === 1) return row;
  const ids = rows.slice(0, 10).map(({ id }) => id);
  throw new AttributeError(
    path,
    `HUNT has ${rows.length} of this ${noun}`,
    `${rows.length} exist with ${what}. Use one of these IDs: ${ids.join(", ")}${rows.length > 10 ? ", …" : ""}.`,
  );
}
