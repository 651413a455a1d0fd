import type { Warn } from "../http/hooks.js";
import type { Field, Fields } from "@huntkit/catalog";
import { HuntInputError } from "../errors/hunt-error.js";
import { describeFieldRule, describeTypeRule } from "./field-rules.js";
import type { KnownRecords } from "./known-models.js";
import { findValueMistake } from "./value-mistake.js";
import type { WrittenRecords } from "./written-records.js";

/** The properties of a record in a body. */
export type RecordData = Readonly<Record<string, unknown>>;

/**
 * Checks the values in the body of a write: with the rules of their fields, and with the same rule as those in
 * a condition. HUNT would store a wrong value, read a string such as `no` as true, or return 500 without a
 * reason. The strings `true` and `false` are valid booleans, because HUNT reads them correctly.
 *
 * @param warn called with a sentence for a value that is unknown, but might exist
 * @throws {HuntInputError} `input: "body"`, with `property` if one property is wrong
 */
export function checkBody(written: WrittenRecords, warn: Warn): void {
  const { records, items, isChange } = written;
  for (const item of items) {
    const data = toRecordData(item, records.route);
    if (isChange) requireChange(data, records.route);
    for (const [name, value] of Object.entries(data)) checkValue(name, value, records, warn);
    checkTypedValues(data, records);
  }
}

/**
 * Checks the values whose types another property of the record names.
 *
 * @param data the properties in the body
 * @param stored the record that they change. Default: a new one.
 * @throws {HuntInputError} `input: "body"`, `problem: "type"`
 */
export function checkTypedValues(
  data: RecordData,
  { route, fields }: WrittenRecords["records"],
  stored: RecordData = {},
): void {
  const record = { ...stored, ...data };
  for (const [name, { typeProperty }] of Object.entries(fields)) {
    if (typeProperty === undefined) continue;
    // The value might be confidential.
    const rule = describeTypeRule(record[typeProperty], record[name]);
    if (rule === undefined) continue;
    if (Object.hasOwn(data, name)) throw createBodyError("type", name, `${name} in ${route} ${rule}`);
    const both = `The record has another value. Set ${name}, too.`;
    throw createBodyError("type", typeProperty, `${name} in ${route} ${rule} ${both}`);
  }
}

/** Returns a property that an object has itself: a name in a body is never a path or an inherited one. */
function getOwnField(fields: Fields, name: string): Field | undefined {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** A missing body is that of a new record without properties. HUNT names those that it requires. */
function toRecordData(item: unknown, route: string): RecordData {
  if (item === undefined || item === null) return {};
  if (typeof item === "object" && !Array.isArray(item)) return item as RecordData;
  throw new HuntInputError("body", "type", `body: a record of ${route} must be an object.`);
}

/** HUNT returns 500 if there is nothing to change (LoopBack 3 on PostgreSQL). */
function requireChange(data: RecordData, route: string): void {
  const names = Object.keys(data).filter((name) => name !== "id" && data[name] !== undefined);
  if (names.length > 0) return;
  throw new HuntInputError(
    "body",
    "empty",
    `body: has no property of ${route} to change. Set at least one property.`,
  );
}

function checkValue(
  name: string,
  value: unknown,
  { route, fields }: KnownRecords & { readonly fields: Fields },
  warn: Warn,
): void {
  const field = getOwnField(fields, name);
  if (!field) return;
  if (typeof value === "object" && value !== null) return requireObjectField(name, field, value, route);
  if (field.type === "boolean" && (value === "true" || value === "false")) return;
  const rule = describeFieldRule(field, value);
  if (rule !== undefined) throw createRuleError(name, value, route, rule);
  // Clients write `values`, also if HUNT stores them in another case.
  const { storedValues: _, ...writtenField } = field;
  const mistake = findValueMistake(
    { path: name, operator: "eq", operands: [value] },
    { route, fields: { [name]: writtenField } },
  );
  if (mistake?.isCertain && !mistake.isOpen) throw createBodyError(mistake.problem, name, mistake.sentence);
  // HUNT itself writes some values in another case than clients.
  if (mistake && !field.hasVaryingCase) warn(`body: ${mistake.sentence}`, "HUNT_VALUE_UNKNOWN");
}

/** HUNT stores an object as the string `[object Object]`, and joins a list with commas (LoopBack 3). */
function requireObjectField(name: string, { type, accepts }: Field, value: object, route: string): void {
  if (type === "object" || type === "array" || accepts === "any") return;
  const kind = Array.isArray(value) ? "a list" : "an object";
  const noun = type === "date" ? "string" : type;
  throw createBodyError("type", name, `${name} in ${route} must be a ${noun}, not ${kind}.`);
}

/** Only a number is shown, because a string might be confidential, such as the URL of a webhook. */
function createRuleError(name: string, value: unknown, route: string, rule: string): HuntInputError {
  const sentence =
    typeof value === "number"
      ? `${value} is not a valid value of ${name} in ${route}. It ${rule}`
      : `${name} in ${route} ${rule}`;
  return createBodyError("value", name, sentence);
}

function createBodyError(
  problem: HuntInputError["problem"],
  property: string,
  sentence: string,
): HuntInputError {
  return new HuntInputError("body", problem, `body: ${sentence}`, property);
}
