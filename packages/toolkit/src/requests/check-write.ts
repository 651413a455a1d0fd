import { HuntInputError, type PathParams } from "@huntkit/core";
import { inspectWrite } from "@huntkit/core/internal";
import { createPlacedError } from "./filter.js";
import type { PlaceOf } from "./route.js";

/** The parts of a request that changes records. */
export interface WrittenRequest {
  readonly method: string;
  readonly path: string;
  readonly params: PathParams;
  readonly where: object | undefined;
  readonly body: unknown;
}

/**
 * Checks a request that changes records, before anything is sent. The client also does so, but only when it sends
 * the request, after earlier ones of a list.
 *
 * @returns whether it changes the records that match a condition, instead of those in its path
 * @throws {HuntInputError} if it would change every record
 */
export function checkWrite({ where, ...request }: WrittenRequest, placeOf: PlaceOf): boolean {
  try {
    return inspectWrite(request.method, { ...request, query: where && { where } }) !== null;
  } catch (error) {
    throw error instanceof HuntInputError ? createPlacedError(error, placeOf) : error;
  }
}
