import type { Field } from "@huntkit/catalog";
import { HuntServerError } from "../errors/request-errors.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import { fillPath, showParam } from "../http/address.js";
import type { HuntRequest, Send } from "../http/request.js";
import { describeInvalidId, isUuid } from "../ids.js";
import { describeId } from "./failed-read-hint.js";
import { findModelRecords, type KnownRecords } from "./known-models.js";
import { listSegments } from "./require-record-path.js";
import { findWrittenRecords } from "./written-records.js";

/** A property of a body with the ID of another record. */
interface SentReference {
  readonly name: string;
  readonly id: string;
  readonly referred: KnownRecords;
}

/**
 * Adds a hint to the error of a write. HUNT returns 500 without a reason for an ID in the wrong format, and if a
 * property refers to a record that does not exist (LoopBack 3 on PostgreSQL).
 *
 * @param send sends without the guard. It looks up the records that the body refers to.
 * @returns the error
 */
export async function addWriteHint(
  error: unknown,
  method: string,
  request: HuntRequest<unknown>,
  send: Send,
): Promise<unknown> {
  if (!(error instanceof HuntServerError) || error.status !== 500) return error;
  const segments = listSegments(fillPath(request.path, request.params).path);
  // `POST targets/scan` has the name of an action instead of an ID.
  const hasId = method !== "POST" || segments.length > 2;
  const hints = [hasId ? describeId(segments) : null];
  for (const reference of listReferences(method, request))
    hints.push(await describeReference(reference, send, request.signal));
  const hint = hints.find((each) => each !== null);
  if (hint !== undefined) error.message += ` ${hint}`;
  return error;
}

function listReferences(method: string, request: HuntRequest<unknown>): SentReference[] {
  const written = findWrittenRecords(method, request);
  if (!written) return [];
  const entries = written.items.flatMap((item) => Object.entries(Object(item) as object));
  return entries.flatMap(([name, value]: [string, unknown]) => {
    const { fields } = written.records;
    const field: Field | undefined = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const referred = field?.reference === undefined ? null : findModelRecords(field.reference);
    return referred && typeof value === "string" ? [{ name, id: value, referred }] : [];
  });
}

/** Returns what is wrong with the ID in a property; null if its record exists, or if that is unknown. */
async function describeReference(
  { name, id, referred }: SentReference,
  send: Send,
  signal: AbortSignal | undefined,
): Promise<string | null> {
  const { route, hasUuids } = referred;
  if (hasUuids && !isUuid(id)) return `${name}: ${describeInvalidId(id, route)}`;
  const filter = { where: { id }, fields: ["id"], limit: 1 };
  const rows = await send({ path: route, query: { filter }, signal }).then(
    ({ data }) => data,
    () => null,
  );
  if (!Array.isArray(rows) || rows.length > 0) return null;
  return `${name}: ${route} has no record with the ID "${escapeToSingleLine(showParam(id), 80)}".`;
}
