import type { Row } from "../paging/page.js";
import { Collection } from "../collection.js";
import { HuntInputError } from "../errors/hunt-error.js";
import { isUnavailable } from "../errors/request-errors.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import { fillPath } from "../http/address.js";
import type { HuntRequest, Send } from "../http/request.js";
import { AnyRow, defineModel } from "../models/model.js";
import { findNameConflict, matchName } from "../models/name-conflict.js";
import type { Where } from "../query/filter.js";
import { findKnownRecords, isRecord } from "./known-models.js";
import { listSegments } from "./require-record-path.js";

/**
 * Requires that no other record has the name of a new or renamed one, regardless of case, if HUNT identifies the records
 * of the model by their names. HUNT itself rejects only the same name in the same case. The check is skipped if the caller is allowed to
 * create a record, but not to list them, and for an unproven request.
 *
 * @param send sends without the guard
 * @returns null if no request is necessary
 * @throws {HuntInputError} `input: "body"`, `problem: "taken"`
 */
export function guardName(
  method: string,
  { path, params, body, signal, unproven }: HuntRequest<unknown>,
  send: Send,
): Promise<void> | null {
  const segments = listSegments(fillPath(path, params).path);
  const { route, fields } = findKnownRecords(segments.slice(0, 1));
  if (!fields?.["name"]?.unique || unproven) return null;
  const isNew = method === "POST" && segments.length === 1;
  const id = findChangedId(method, segments);
  if (!isNew && id === undefined) return null;
  const items: readonly unknown[] = Array.isArray(body) ? body : [body];
  const named = items.filter(hasName).map((item) => (id === undefined ? item : { ...item, id }));
  if (named.length === 0) return null;
  requireDifferentNames(route, named);
  return requireFreeNames(new Collection(send, defineModel(route, AnyRow)), named, signal);
}

/** Returns the ID of the record that a request changes, or undefined. */
function findChangedId(method: string, segments: readonly string[]): string | undefined {
  const isReplacement =
    method === "POST" && segments.length === 3 && segments[2]!.toLowerCase() === "replace";
  const isChange = (method === "PATCH" || method === "PUT") && isRecord(segments);
  return isReplacement || isChange ? segments[1]!.toLowerCase() : undefined;
}

interface Named {
  readonly id?: unknown;
  readonly name: string;
}

function hasName(item: unknown): item is Named {
  return typeof (Object(item) as Partial<Named>).name === "string";
}

/** Requires that the new records do not have each other's names. */
function requireDifferentNames(route: string, named: readonly Named[]): void {
  for (const [index, record] of named.entries()) {
    if (!findNameConflict(route, record, named.slice(0, index))) continue;
    throw createNameError(
      `2 of the new records of ${route} are named ${quote(record.name)}, regardless of case. Use another name.`,
    );
  }
}

async function requireFreeNames(
  records: Collection<Row>,
  named: readonly Named[],
  signal: AbortSignal | undefined,
): Promise<void> {
  for (const record of named) {
    const where = matchName(record.name) as Where<Row>;
    const rows = await records.list({ where }, { signal }).toArray().catch(ignoreUnavailable);
    const other = findNameConflict(records.route, record, rows);
    if (!other) continue;
    const { name } = other as { name?: unknown };
    throw createNameError(
      `a record of ${records.route} named ${quote(String(name))} already exists. Use another name, or change that ` +
        "record.",
    );
  }
}

function ignoreUnavailable(error: unknown): [] {
  if (isUnavailable(error)) return [];
  throw error;
}

function createNameError(sentences: string): HuntInputError {
  return new HuntInputError("body", "taken", `body: ${sentences}`, "name");
}

function quote(name: string): string {
  return `"${escapeToSingleLine(name, 80)}"`;
}
