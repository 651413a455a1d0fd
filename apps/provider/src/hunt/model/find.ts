import { isUuid, escapeToSingleLine, type Row } from "@huntkit/core";
import { type Context, AttributeError } from "@huntkit/terraform-plugin";
import type { Connection } from "../connection.js";
import type { AnyDefinition } from "./definition.js";
import { aNoun, nounOf } from "./names.js";
import { propertyOf } from "./properties.js";

type FindContext = Pick<Context<Connection>, "client" | "signal">;

/** The objects whose attribute has this value. */
export async function findBy(
  definition: AnyDefinition,
  name: string,
  value: string,
  { client, signal }: FindContext,
): Promise<Row[]> {
  const rows = await client.readings.of(definition.model).find(propertyOf(definition, name), value, signal);
  return rows.filter((row) => !definition.isGone?.(row));
}

/**
 * The one object that a user means by an id, a name or another text that tells it from others.
 *
 * @throws {AttributeError} that says what was looked for, when there is none; with several, it lists their ids
 */
export async function findOne(
  definition: AnyDefinition,
  text: string,
  context: Context<Connection>,
): Promise<Row> {
  const names = [definition.lookup, ...(definition.aliases ?? [])];
  for (const name of isUuid(text) ? ["id", ...names] : names) {
    const rows = await findBy(definition, name, text, context);
    if (rows.length > 0) return requireOne(definition, rows, name, text);
  }
  const rows = (await definition.find?.(text, context)) ?? [];
  if (rows.length > 0)
    return requireOne(
      definition,
      rows.filter((row) => !definition.isGone?.(row)),
      null,
      text,
    );
  throw new AttributeError(
    [],
    `HUNT has no such ${nounOf(definition.name)}`,
    `There is none whose id or ${names.join(" or ")} is "${escapeToSingleLine(text)}", or this token may not see it. Names must be written exactly, in upper and lower case.`,
  );
}

/** @throws {AttributeError} when there are several, or none */
export function requireOne(
  definition: AnyDefinition,
  rows: readonly Row[],
  name: string | null,
  value: string,
): Row {
  const [row] = rows;
  const path = name === null ? [] : [name];
  const what = `${name === null ? "" : `the ${name} `}"${escapeToSingleLine(value)}"`;
  if (!row)
    throw new AttributeError(
      path,
      `HUNT has no such ${nounOf(definition.name)}`,
      `There is none with ${what}, or this token may not see it. Texts are compared exactly, in upper and lower case.`,
    );
  if (rows.length === 1) return row;
  const ids = rows
    .slice(0, 10)
    .map(({ id }) => id)
    .join(", ");
  throw new AttributeError(
    path,
    `HUNT has ${rows.length} of this ${nounOf(definition.name)}`,
    `There are ${rows.length} with ${what}. Say by its id which one is meant: ${ids}${rows.length > 10 ? ", …" : ""}.`,
  );
}

/** Words for a description: `a flag by its id or name`. */
export function byWhat({ name, lookup, aliases = [] }: AnyDefinition): string {
  return `${aNoun(name)} by its ${["id", lookup, ...aliases].map((each) => `\`${each}\``).join(" or ")}`;
}
