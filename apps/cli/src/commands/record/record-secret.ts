import { formatList } from "@huntkit/core/internal";
import type { Listable } from "../../lists/print-rows.js";
import type { RecordKind } from "./kinds.js";
import { getProperty, type AnyRecord } from "./record-view.js";

/**
 * Returns a record without its secret, because output ends up in logs. HUNT hides only some secrets, and a
 * response to a write can contain what was sent.
 */
export function omitSecret(row: AnyRecord, { secret, plainTypes = [] }: RecordKind): AnyRecord {
  if (secret === undefined || plainTypes.includes(String(getProperty(row, "type")))) return row;
  const { [secret]: _, ...rest } = row as AnyRecord & Readonly<Record<string, unknown>>;
  return rest as unknown as AnyRecord;
}

/** Returns a collection whose lists have no secrets. */
export function omitSecrets(collection: Listable<AnyRecord>, kind: RecordKind): Listable<AnyRecord> {
  return {
    ...(collection.route !== undefined && { route: collection.route }),
    list(filter, options) {
      const rows = collection.list(filter, options);
      return {
        count: () => rows.count(),
        async *[Symbol.asyncIterator]() {
          for await (const row of rows) yield omitSecret(row, kind);
        },
      };
    },
  };
}

/** Describes the secret that the output omits. Empty if a kind has none. */
export function describeOmission({ secret, plainTypes }: RecordKind): string {
  if (secret === undefined) return "";
  const condition = plainTypes === undefined ? "" : `, unless its type is ${formatList(plainTypes, "or")}`;
  return ` The output omits the ${secret}${condition}.`;
}
