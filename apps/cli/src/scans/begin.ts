import { isHuntError, type AnyHuntError } from "@huntkit/core";
import { CommandError } from "../program/errors.js";

/**
 * Begins a scan or a response, which nobody wants twice.
 *
 * @throws {CommandError} that says where to look, when nobody knows whether HUNT has begun it
 */
export async function begin<T>(start: () => Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (error) {
    if (!isHuntError(error) || !(await mayHaveBegun(error))) throw error;
    throw new CommandError(error.message, "It may have begun all the same: `hunt task list` tells. Look before you begin it again.");
  }
}

/** Whether the request reached HUNT, and no answer of HUNT's says that it came to nothing: a 500 is one, other 5xx are of what stands in front of it. */
async function mayHaveBegun(error: AnyHuntError): Promise<boolean> {
  if (error.method !== "POST" || !error.path?.toLowerCase().endsWith("/scan")) return false;
  const { mayHaveActed } = await import("@huntkit/core");
  return error.mayHaveActedBefore === true || (mayHaveActed(error) && error.status !== 500);
}
