import { isHuntError } from "@huntkit/core";
import { CommandError } from "../../program/errors.js";

/**
 * Begins a scan or a response, which nobody wants twice.
 *
 * @throws {CommandError} that says where to look, when nobody knows whether HUNT has begun it
 */
export async function begin<T>(start: () => Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (error) {
    const { mayHaveStarted } = await import("@huntkit/core");
    if (!isHuntError(error) || !mayHaveStarted(error)) throw error;
    throw new CommandError(
      error.message,
      "It may have begun all the same: `hunt task list` tells. Look before you begin it again.",
    );
  }
}
