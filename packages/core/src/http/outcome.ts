import type { AnyHuntError } from "../errors/any-hunt-error.js";
import { HuntNotFoundError } from "../errors/answer-errors.js";

/** Whether a request that failed may have been executed: it reached HUNT, and HUNT did not refuse it. */
export function mayHaveExecuted(error: AnyHuntError): boolean {
  if (error.code === "HUNT_CONNECTION") return error.problem === "reset";
  if (error.code === "HUNT_TIMEOUT") return error.limit !== "connect";
  return (
    error.code === "HUNT_SERVER" ||
    (error.code === "HUNT_PROTOCOL" && error.problem !== "redirect" && error.problem !== "not-http")
  );
}

/** How LoopBack 3 says that a route is not there; a record that is not there it says otherwise. */
export function isMissingRoute(error: unknown): boolean {
  return error instanceof HuntNotFoundError && /no method (to handle|handling)/.test(error.message);
}
