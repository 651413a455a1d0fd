import type { HuntError } from "../errors/hunt-error.js";
import { mayHaveExecuted } from "../http/outcome.js";

/**
 * Whether a scan or response that failed to begin may have begun all the same: its request reached HUNT, and no answer of HUNT's says
 * that it came to nothing. A 500 is one; other 5xx are of what stands in front of HUNT.
 */
export function mayHaveStarted(error: HuntError): boolean {
  if (error.method !== "POST" || !error.path?.toLowerCase().endsWith("/scan")) return false;
  return error.mayHaveExecutedBefore === true || (mayHaveExecuted(error) && error.status !== 500);
}
