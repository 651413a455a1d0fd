import type { HuntRequest } from "../http/request.js";
import { checkBody } from "./check-body.js";
import { checkProperties, type ReadGuard } from "./guard-read.js";
import { findWrittenRecords } from "./written-records.js";

/**
 * Checks the body of a write: first what needs no request, then the properties that the catalog does not have.
 * HUNT ignores a property that does not exist, and returns 500 if there is no other one. A property of a newer
 * version of HUNT is in a row of the instance.
 *
 * @returns null if no request is necessary
 * @throws {HuntInputError} `input: "body"`, with `property` if one property is wrong
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
  // The caller of an unproven request knows that it is not documented.
  if (doubtful.length === 0 || request.unproven) return null;
  return checkProperties("body", doubtful, { route, fields }, guard, request.signal);
}
