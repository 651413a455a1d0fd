import type { HuntError } from "../errors/hunt-error.js";
import {
  HuntConnectionError,
  HuntNotFoundError,
  HuntProtocolError,
  HuntServerError,
  HuntTimeoutError,
} from "../errors/request-errors.js";

/** Returns whether a failed request may have been executed: it reached HUNT, and HUNT did not reject it. */
export function mayHaveExecuted(error: HuntError): boolean {
  if (error instanceof HuntConnectionError) return error.problem === "reset";
  if (error instanceof HuntTimeoutError) return error.limit !== "connect";
  if (error instanceof HuntProtocolError) return error.problem !== "redirect" && error.problem !== "not-http";
  return error instanceof HuntServerError;
}

/** How LoopBack 3 says that a route is not there; a record that is not there it says otherwise. */
export function isMissingRoute(error: unknown): boolean {
  return error instanceof HuntNotFoundError && /no method (to handle|handling)/.test(error.message);
}
