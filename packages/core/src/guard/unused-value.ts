import type { Warn } from "../http/hooks.js";
import type { Row } from "../paging/page.js";
import { Collection } from "../collection.js";
import { HuntGuardError } from "../errors/guard-error.js";
import { formatDidYouMean } from "../errors/nearest-names.js";
import { isUnavailable } from "../errors/request-errors.js";
import { quoteValue } from "../http/address.js";
import type { Send } from "../http/request.js";
import { AnyRow, defineModel } from "../models/model.js";
import type { Where } from "../query/filter.js";
import type { WrittenRecords } from "./written-records.js";

/** Maximum number of records whose values are compared. */
const maxRows = 1_000;

/** A value in the body of a write. */
interface GivenValue {
  readonly property: string;
  readonly value: string;
}

/** Returns the values in a body whose fields have no public list of values, but records with each of them. */
export function listSharedValues({ records: { fields }, items }: WrittenRecords): GivenValue[] {
  const shared = Object.keys(fields).filter((name) => fields[name]?.hasSharedValues);
  return items.flatMap((item) =>
    shared.flatMap((property) => {
      const { [property]: value } = Object(item) as Record<string, unknown>;
      return typeof value === "string" ? [{ property, value }] : [];
    }),
  );
}

/**
 * Requires that a record of the instance has each value. HUNT stores a mistyped one, and then does not apply its own
 * rules for it.
 *
 * @param send sends without the guard
 * @param warn called with a sentence if there is no record to compare with, or if HUNT does not list them
 * @throws {HuntGuardError} `problem: "unproven"`
 */
export async function requireSharedValues(
  route: string,
  given: readonly GivenValue[],
  { send, warn, signal }: { send: Send; warn: Warn; signal: AbortSignal | undefined },
): Promise<void> {
  const records = new Collection(send, defineModel(route, AnyRow));
  const unique = new Map(given.map((each) => [JSON.stringify(each), each]));
  for (const { property, value } of unique.values()) {
    const rows = await listToCompare(records, { property, value }, signal);
    const unused = rows && describeUnusedValue(route, property, value, rows);
    if (unused !== null) throw new HuntGuardError("unproven", unused);
    if (rows === null)
      warn(
        `body: ${route} cannot be listed to compare ${property} with, so check the spelling.`,
        "HUNT_VALUE_UNKNOWN",
      );
    else if (listValues(rows, property).length === 0)
      warn(
        `body: ${route} has no record to compare ${property} with, so check the spelling.`,
        "HUNT_VALUE_UNKNOWN",
      );
  }
}

/**
 * Returns the records to compare a value with: one that has it, or the first ones of the model.
 *
 * @returns null if the token or the instance does not allow to list them
 */
async function listToCompare(
  records: Collection<Row>,
  { property, value }: GivenValue,
  signal: AbortSignal | undefined,
): Promise<readonly Row[] | null> {
  const where = { [property]: value } as Where<Row>;
  try {
    const same = await records.list({ where, limit: 1 }, { signal }).toArray();
    if (listValues(same, property).includes(value)) return same;
    return await records.list({ limit: maxRows }, { signal }).toArray();
  } catch (error) {
    if (isUnavailable(error)) return null;
    throw error;
  }
}

/**
 * Describes a value that no record has, with the nearest ones.
 *
 * @param rows the records of the model
 * @returns null if a record has the value, or if there is none to compare with
 */
export function describeUnusedValue(
  route: string,
  property: string,
  value: string,
  rows: readonly Row[],
): string | null {
  const known = listValues(rows, property);
  if (known.length === 0 || known.includes(value)) return null;
  const question = formatDidYouMean(value, known, quoteValue);
  const advice = question || `Known values: ${known.slice(0, 10).map(quoteValue).join(", ")}.`;
  return `No record of ${route} has the ${property} ${quoteValue(value)}, so it might be misspelled. ${advice}`;
}

function listValues(rows: readonly Row[], property: string): string[] {
  const values = rows.map((row) => (row as unknown as Readonly<Record<string, unknown>>)[property]);
  return [...new Set(values.filter((value) => typeof value === "string"))].sort();
}
