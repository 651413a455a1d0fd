import { HuntInputError } from "../errors/hunt-error.js";
import { HuntNotFoundError } from "../errors/request-errors.js";
import { fillPath } from "../http/address.js";
import type { HuntRequest, Send } from "../http/request.js";
import { checkTypedValues, type RecordData } from "./check-body.js";
import { type BuiltIn, findKnownRecords, type KnownRecords } from "./known-models.js";
import { listSegments } from "./require-record-path.js";
import { findWrittenRecords } from "./written-records.js";

/**
 * Checks a write to one record against the record itself, which it reads if there is a rule for it: a record
 * that HUNT depends on must not be changed, and a value must have the type that the record names.
 *
 * @param send sends without the guard
 * @returns null if no request is necessary
 * @throws {HuntInputError} `problem: "protected"`, with the model as the `input`, or as `checkTypedValues` does
 */
export function guardRecord(method: string, request: HuntRequest<unknown>, send: Send): Promise<void> | null {
  const [model, id] = findTarget(method, request);
  if (model === undefined || id === undefined) return null;
  const known = findKnownRecords([model]);
  const data = findPartialData(method, request, known);
  if (!known.builtIn && !data) return null;
  return readRecord(model, id, send, request.signal).then((stored) => {
    if (!stored) return;
    if (known.builtIn) requireNotBuiltIn(known.builtIn, stored);
    if (data && known.fields) checkTypedValues(data, { ...known, fields: known.fields }, stored);
  });
}

/** Throws if a record is one that HUNT depends on. */
export function requireNotBuiltIn({ model, property, values }: BuiltIn, record: RecordData): void {
  const value = record[property];
  if (typeof value !== "string" || !values.includes(value)) return;
  const noun = model.toLowerCase();
  throw new HuntInputError(
    noun,
    "protected",
    `${noun}: "${value}" is a ${noun} of HUNT itself, and its web console depends on it. Create your own ${noun} instead.`,
  );
}

/** Returns the model and the ID of the record that a write changes or deletes. The ID can also be in the body. */
function findTarget(method: string, { path, params, body }: HuntRequest<unknown>): string[] {
  const segments = listSegments(fillPath(path, params).path);
  const [model = "", second, third] = segments;
  const isReplace = segments.length === 3 && third!.toLowerCase() === "replace";
  if (isReplace || (segments.length === 2 && method !== "POST")) return [model, second!];
  const { id } = Object(body) as { id?: unknown };
  const isNamed = typeof id === "string" || typeof id === "number";
  return segments.length === 1 && isNamed && id !== "" ? [model, String(id)] : [];
}

/**
 * Returns the data of a write that sets a value or its type, but not both, so the record has the other one; null for
 * any other write.
 */
function findPartialData(
  method: string,
  request: HuntRequest<unknown>,
  { fields }: KnownRecords,
): RecordData | null {
  const written = findWrittenRecords(method, request);
  if (!fields || !written?.isChange) return null;
  const data = written.items[0] as RecordData;
  const isPartial = Object.entries(fields).some(
    ([name, { typeProperty }]) =>
      typeProperty !== undefined && Object.hasOwn(data, name) !== Object.hasOwn(data, typeProperty),
  );
  return isPartial ? data : null;
}

/** Returns a record, or null if it does not exist. The write then reports that. */
async function readRecord(
  model: string,
  id: string,
  send: Send,
  signal: AbortSignal | undefined,
): Promise<RecordData | null> {
  try {
    const { data } = await send({ path: `${encodeURIComponent(model)}/{id}`, params: { id }, signal });
    return typeof data === "object" ? (data as RecordData | null) : null;
  } catch (error) {
    if (error instanceof HuntNotFoundError) return null;
    throw error;
  }
}
