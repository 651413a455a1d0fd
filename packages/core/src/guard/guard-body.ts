import type { HuntRequest } from "../http/request.js";
import { checkBody } from "./check-body.js";
import { checkProperties, type ReadGuard } from "./guard-read.js";
import { listSharedValues, requireSharedValues } from "./unused-value.js";
import { findWrittenRecords } from "./written-records.js";

/**
 * Checks the body of a write: first what needs no request, then the properties that the catalog does not have.
 * HUNT ignores a property that does not exist, and returns 500 if there is no other one. A property of a newer
 * version of HUNT is in a row of the instance. So is a value of a field whose values are not public.
 *
 * @returns null if no request is necessary
 * @throws {HuntInputError} `input: "body"`, with `property` if one property is wrong
 * @throws {HuntGuardError} `problem: "unproven"`, as {@link requireSharedValues}
 */
export function guardBody(
  method: string,
  request: HuntRequest<unknown>,
  guard: ReadGuard,
): Promise<unknown> | null {
  const written = findWrittenRecords(method, request);
  if (!written) return null;
  checkBody(written, guard.warn);
  const { route, fields } = written.records;
  const names = new Set(written.items.flatMap((item) => Object.keys(Object(item) as object)));
  const doubtful = [...names].filter((name) => !Object.hasOwn(fields, name));
  const shared = listSharedValues(written);
  // The caller of an unproven request knows that it is not documented.
  if ((doubtful.length === 0 && shared.length === 0) || request.unproven) return null;
  return checkInstance();

  async function checkInstance(): Promise<void> {
    const { send, warn } = guard;
    const { signal } = request;
    await checkProperties("body", doubtful, { route, fields }, guard, signal);
    if (shared.length > 0) await requireSharedValues(route, shared, { send, warn, signal });
  }
}
