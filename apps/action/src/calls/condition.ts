import { AnyRow, Collection, defineModel, HuntInputError, normalizeWhere, type Filter } from "@huntkit/core";
import type { Call, CallKind, CallPart } from "./call.js";
import { refuse } from "./values.js";

/**
 * Holds a filter against the core's checks before anything is sent, and gives its condition as LoopBack does what is meant
 * with.
 *
 * @throws {HuntInputError} for what LoopBack would misunderstand; and for an empty condition of a write, which means all records
 */
export async function checkFilter(
  filter: Pick<Call, "where" | "fields" | "order" | "include" | "limit">,
  kind: CallKind,
  of: (part: CallPart) => string,
): Promise<object | undefined> {
  const where = await inPlace(of, () => {
    nothingSent.list(asFilter(filter));
    return filter.where && normalizeWhere(filter.where);
  });
  if (kind === "write" && filter.where && !where)
    throw refuse(
      of("where"),
      "empty",
      'it is empty, which would mean every record. To mean that, write a condition that all meet, such as {"id": {"neq": ""}}.',
    );
  return where;
}

/** Has the core's errors say where the part stands that they are about. */
async function inPlace<T>(of: (part: CallPart) => string, check: () => T | Promise<T>): Promise<T> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof HuntInputError)) throw error;
    const { input, message } = error;
    throw refuse(
      of(input as CallPart),
      "filter",
      message.startsWith(`${input}: `) ? message.slice(input.length + 2) : message,
    );
  }
}

/** A filter with only what was asked for, as the core takes it. */
export function asFilter(
  filter: Pick<Call, "where" | "fields" | "order" | "include" | "limit">,
): Filter<AnyRow> {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

const model = defineModel("Records", AnyRow);
const nothingSent = new Collection(() => Promise.reject(new Error("Nothing is sent.")), model);
