import { HuntGuardError } from "../errors/guard-error.js";
import { HuntInputError } from "../errors/hunt-error.js";
import { formatDidYouMean } from "../errors/nearest-names.js";
import type { CallOptions, Send } from "../http/request.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import type { PlainWhere } from "../query/normalize-where.js";
import { listNonBooleans, listProperties } from "./condition.js";

/**
 * Checks that an instance knows every property of a condition. HUNT drops unknown ones, and acts on all
 * records. A row that is read without `fields` has every declared property, and empty ones are null (LoopBack
 * 3 on PostgreSQL).
 *
 * HUNT also reads a string such as `no` as true if a property is a boolean.
 *
 * @throws {HuntInputError} `input: "where"`, `problem: "property"`, or `"type"` for a boolean that is
 *   compared with another type
 * @throws {HuntGuardError} `problem: "no-rows"` if the model has no row to compare with
 */
export async function proveCondition(
  where: PlainWhere,
  route: string,
  send: Send,
  options: CallOptions = {},
): Promise<void> {
  const row = await readAnyRow(route, send, options);
  if (row === null)
    throw new HuntGuardError(
      "no-rows",
      `${route} has no records, so it is unknown which properties of the condition HUNT would ignore.`,
    );
  const unknown = listProperties(where).find((name) => !Object.hasOwn(row, name));
  if (unknown !== undefined) throw createUnknownPropertyError("where", route, unknown, Object.keys(row));
  const misread = listNonBooleans(where).find((name) => typeof row[name] === "boolean");
  if (misread !== undefined)
    throw new HuntInputError(
      "where",
      "type",
      `where: ${misread} of ${route} is a boolean. Compare it with true or false.`,
    );
}

/** Returns a row of a model with all its properties, or null if the model has no rows. */
export async function readAnyRow(
  route: string,
  send: Send,
  { signal }: CallOptions = {},
): Promise<Record<string, unknown> | null> {
  const { data } = await send({ path: route, query: { filter: { limit: 1 } }, signal });
  const row: unknown = Array.isArray(data) ? data[0] : undefined;
  return typeof row === "object" && row !== null ? (row as Record<string, unknown>) : null;
}

/** Creates the error for a property that does not exist in a model of this instance. */
export function createUnknownPropertyError(
  input: "where" | "order" | "fields" | "include",
  route: string,
  property: string,
  known: readonly string[],
): HuntInputError {
  const names = known.slice(0, 60).map((name) => escapeToSingleLine(name, 40));
  const sentences = [
    `${input}: ${route} has no property "${escapeToSingleLine(property, 40)}" in this instance, so HUNT would ignore it.`,
    formatDidYouMean(property, known),
    `Properties: ${names.join(", ")}.`,
  ];
  return new HuntInputError(input, "property", sentences.filter(Boolean).join(" "));
}
