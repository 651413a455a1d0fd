import type { Filter, HuntInputError, Row } from "@huntkit/core";
import { formatNumber } from "@huntkit/toolkit";
import { checkNames } from "../../lists/known-names.js";
import type { Listable } from "../../lists/print-rows.js";
import type { JsonSchema } from "../../program/definition.js";
import type { Answer, Call } from "./tool.js";

/** Maximum size of the rows of a response, in UTF-16 code units of JSON. It is about 15,000 tokens of a model. */
const maxRowsLength = 60_000;

/** A part of a list. */
interface Page {
  readonly limit: number;
  readonly offset: number;
}

/** The output of a tool that lists rows. */
export function listOutput(row: JsonSchema) {
  return {
    total: { type: "integer", description: "Number of all matching rows." },
    nextOffset: {
      type: ["integer", "null"],
      description: "The offset of the next rows. Null if these are the last ones.",
    },
    rows: { type: "array", items: row },
  } satisfies Record<string, JsonSchema>;
}

/**
 * Reads a part of a list. It returns fewer rows than the limit if they are large.
 *
 * @param what plural noun for the rows, such as `alerts`
 * @param checkEmpty called if there are no rows. It throws if the filter names something that does not exist.
 */
export async function listRows<T extends Row>(
  collection: Listable<T>,
  filter: Filter<T>,
  { limit, offset }: Page,
  what: string,
  call: Pick<Call, "client" | "signal" | "warn" | "clean">,
  checkEmpty?: () => Promise<void>,
): Promise<Answer> {
  const { client, signal, clean } = call;
  const listing = collection.list({ ...filter, limit: offset + limit }, { signal, maxRows: Infinity });
  const { route, archive } = collection;
  const checkEmptyNames = await checkNames({ route, archive, where: filter.where }, toNameLookup(call));
  const all: T[] = [];
  for await (const row of listing) all.push(row);
  if (all.length === 0) {
    await checkEmpty?.();
    await checkEmptyNames();
  }
  const total = all.length < offset + limit ? all.length : await listing.count();
  const rows = takeUntilFull(clean(all.slice(offset)));
  const end = offset + rows.length;
  const nextOffset = end < total && rows.length > 0 ? end : null;
  const more = nextOffset === null ? "" : ` For more, repeat the call with offset ${nextOffset}.`;
  const found =
    total === 0 ? `No ${what} found` : `Rows ${offset + 1} to ${end} of ${formatNumber(total)} ${what}`;
  return { summary: `${found} at ${client.instance.name}.${more}`, data: { total, nextOffset, rows } };
}

/** Returns what is necessary to look up the names in a condition. Warnings are in the result of the call. */
export function toNameLookup({ client, signal, warn }: Pick<Call, "client" | "signal" | "warn">) {
  return { client, signal, warn: ({ message }: HuntInputError) => warn(message) };
}

/** Returns the first rows up to the maximum size, and at least one. */
function takeUntilFull<T>(rows: readonly T[]): T[] {
  let length = 0;
  const end = rows.findIndex((row, index) => {
    length += JSON.stringify(row).length;
    return index > 0 && length > maxRowsLength;
  });
  return end < 0 ? [...rows] : rows.slice(0, end);
}
