import type { Field } from "@huntkit/catalog";
import { HuntError } from "../errors/hunt-error.js";
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

/** Maximum number of records to look up. The server already has a problem. */
const maxLookups = 5;

/**
 * Adds a hint to the error of a write. HUNT returns 500 without a reason for an ID in the wrong format, and if a
 * property refers to a record that does not exist (LoopBack 3 on PostgreSQL). Looks up a few records at most, and no
 * more after an abort or if the server also fails a lookup.
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
  const hint = (hasId ? describeId(segments) : null) ?? (await describeReferences(method, request, send));
  if (hint !== null) error.message += ` ${hint}`;
  return error;
}

/** Returns what is wrong with the first wrong reference of a body; null if none is known to be wrong. */
async function describeReferences(
  method: string,
  request: HuntRequest<unknown>,
  send: Send,
): Promise<string | null> {
  const references = listReferences(method, request);
  for (const reference of references) {
    const hint = describeFormat(reference);
    if (hint !== null) return hint;
  }
  for (const reference of references.slice(0, maxLookups)) {
    if (request.signal?.aborted) return null;
    const isKnown = await hasRecord(reference, send, request.signal);
    if (isKnown === undefined) return null;
    if (!isKnown) return describeMissing(reference);
  }
  return null;
}

/** Lists the references of a body. Each record is listed once, even if several items refer to it. */
function listReferences(method: string, request: HuntRequest<unknown>): SentReference[] {
  const written = findWrittenRecords(method, request);
  if (!written) return [];
  const references = new Map<string, SentReference>();
  for (const [name, value] of written.items.flatMap(listEntries)) {
    const { fields } = written.records;
    const field: Field | undefined = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const referred = field?.reference === undefined ? null : findModelRecords(field.reference);
    if (!referred || typeof value !== "string") continue;
    const key = `${referred.route}/${value}`;
    if (!references.has(key)) references.set(key, { name, id: value, referred });
  }
  return [...references.values()];
}

function listEntries(item: unknown): [string, unknown][] {
  return Object.entries(Object(item) as object);
}

function describeFormat({ name, id, referred: { route, hasUuids } }: SentReference): string | null {
  return hasUuids && !isUuid(id) ? `${name}: ${describeInvalidId(id, route)}` : null;
}

function describeMissing({ name, id, referred: { route } }: SentReference): string {
  return `${name}: ${route} has no record with the ID "${escapeToSingleLine(showParam(id), 80)}".`;
}

/** Returns whether a record exists; undefined if the lookup failed. */
async function hasRecord(
  { id, referred }: SentReference,
  send: Send,
  signal: AbortSignal | undefined,
): Promise<boolean | undefined> {
  const filter = { where: { id }, fields: ["id"], limit: 1 };
  return send({ path: referred.route, query: { filter }, signal }).then(
    ({ data }) => !Array.isArray(data) || data.length > 0,
    (error: unknown) => {
      // The token might not be allowed to read this model, but others.
      const isRejected = error instanceof HuntError && error.status !== undefined && error.status < 500;
      return isRejected ? true : undefined;
    },
  );
}
