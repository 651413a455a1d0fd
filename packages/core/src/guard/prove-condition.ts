import type { Field, Fields } from "@huntkit/catalog";
import { HuntGuardError } from "../errors/guard-error.js";
import { HuntInputError } from "../errors/hunt-error.js";
import { suggestNames } from "../errors/nearest-names.js";
import type { CallOptions, Send } from "../http/request.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import type { PlainWhere } from "../query/normalize-where.js";
import { listProperties } from "./condition.js";
import { findKnownRecords } from "./known-models.js";
import { checkComparisons, checkValues } from "./value-mistake.js";

/**
 * Checks that an instance knows every property of a condition. HUNT drops unknown ones, and acts on all
 * records. A row that is read without `fields` has every declared property, and empty ones are null (LoopBack
 * 3 on PostgreSQL).
 *
 * It also checks the values, because HUNT reads a string such as `no` as true if a property is a boolean.
 *
 * @throws {HuntInputError} `input: "where"`, `problem: "property"`, and as {@link checkValues} does
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
  // A value that only might be wrong is not reported, because a write shows how many records match.
  const check = { input: "where", warn: () => {} };
  const records = findKnownRecords(route.split("/"));
  checkValues(where, records, check);
  checkComparisons(where, { ...records, fields: describeRow(row) }, check);
}

/** Returns the fields of a row. Only booleans show their type, because other values can be null or of a mixed type. */
export function describeRow(row: Readonly<Record<string, unknown>>): Fields {
  const entries = Object.entries(row).map(([name, value]): [string, Field] => [
    name,
    typeof value === "boolean" ? booleanField : unknownField,
  ]);
  return Object.fromEntries(entries);
}

const booleanField: Field = { type: "boolean", description: "" };
const unknownField: Field = { type: "object", accepts: "any", description: "" };

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

/** Names of the ID of a target group, which differ between models. */
const targetGroupIds = ["targetGroupId", "targetId", "locationId"];

/** Creates the error for a property that does not exist in a model of this instance. */
export function createUnknownPropertyError(
  input: "where" | "order" | "fields" | "columns" | "include" | "body",
  route: string,
  property: string,
  known: readonly string[],
): HuntInputError {
  const effect = input === "columns" ? "the column would be empty" : "HUNT would ignore it";
  const synonym = targetGroupIds.includes(property) && targetGroupIds.find((name) => known.includes(name));
  const sentences = [
    `${input}: ${route} has no property "${escapeToSingleLine(property, 40)}" in this instance, so ${effect}.`,
    synonym ? `Did you mean ${synonym}?` : suggestNames(property, known, "Properties"),
  ];
  const name = input === "body" ? property : undefined;
  return new HuntInputError(input, "property", sentences.filter(Boolean).join(" "), name);
}
