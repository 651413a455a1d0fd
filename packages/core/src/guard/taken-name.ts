import type { Row } from "../paging/page.js";
import { Collection } from "../collection.js";
import { HuntInputError } from "../errors/hunt-error.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import { fillPath } from "../http/address.js";
import type { HuntRequest, Send } from "../http/request.js";
import { AnyRow, defineModel } from "../models/model.js";
import { findNameConflict, matchName } from "../models/name-conflict.js";
import type { Where } from "../query/filter.js";
import { findKnownRecords } from "./known-models.js";
import { listSegments } from "./require-record-path.js";

/**
 * Requires that no record has the name of a new one, regardless of case, if HUNT identifies the records of the model by
 * their names. HUNT itself rejects only the same name in the same case.
 *
 * @param send sends without the guard
 * @returns null if no request is necessary
 * @throws {HuntInputError} `input: "body"`, `problem: "taken"`
 */
export function guardNewName(
  method: string,
  { path, params, body, signal }: HuntRequest<unknown>,
  send: Send,
): Promise<void> | null {
  const segments = listSegments(fillPath(path, params).path);
  const { route, fields } = findKnownRecords(segments);
  if (method !== "POST" || segments.length !== 1 || !fields?.["name"]?.unique) return null;
  const items: readonly unknown[] = Array.isArray(body) ? body : [body];
  const named = items.filter(hasName);
  if (named.length === 0) return null;
  return requireFreeNames(new Collection(send, defineModel(route, AnyRow)), named, signal);
}

interface Named {
  readonly id?: unknown;
  readonly name: string;
}

function hasName(item: unknown): item is Named {
  return typeof (Object(item) as Partial<Named>).name === "string";
}

async function requireFreeNames(
  records: Collection<Row>,
  named: readonly Named[],
  signal: AbortSignal | undefined,
): Promise<void> {
  for (const record of named) {
    const where = matchName(record.name) as Where<Row>;
    const other = findNameConflict(
      records.route,
      record,
      await records.list({ where }, { signal }).toArray(),
    );
    if (!other) continue;
    const { name } = other as { name?: unknown };
    throw new HuntInputError(
      "body",
      "taken",
      `body: a record of ${records.route} named "${escapeToSingleLine(String(name), 80)}" already exists. Use another ` +
        "name, or change that record.",
      "name",
    );
  }
}
