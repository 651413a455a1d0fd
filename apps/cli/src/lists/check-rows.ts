import type { Context } from "../program/context.js";
import { checkNames, createDoubtWarning, type ReadList } from "./known-names.js";

/** Yields rows. If there are none, it calls a function that throws if the filter is wrong. */
export async function* checkIfEmpty<T>(
  rows: AsyncIterable<T>,
  checkEmpty: (() => Promise<void>) | undefined,
): AsyncGenerator<T> {
  let isEmpty = true;
  for await (const row of rows) {
    isEmpty = false;
    yield row;
  }
  if (isEmpty) await checkEmpty?.();
}

/**
 * Yields the rows of a list, and checks the names in its condition as {@link checkNames} does.
 *
 * @param checkEmpty called first if there are no rows
 */
export async function* checkRows<T>(
  rows: AsyncIterable<T>,
  list: ReadList,
  { getClient, out, signal }: Pick<Context, "getClient" | "out" | "signal">,
  checkEmpty?: () => Promise<void>,
): AsyncGenerator<T> {
  const lookup = { client: await getClient(), signal, warn: createDoubtWarning(out) };
  const checkEmptyNames = await checkNames(list, lookup);
  yield* checkIfEmpty(rows, async () => {
    await checkEmpty?.();
    await checkEmptyNames();
  });
}
