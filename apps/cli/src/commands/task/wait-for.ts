import { isHuntError, type FinishedTask } from "@huntkit/core";
import { inert } from "../../output/inert.js";
import type { Context } from "../../program/context.js";
import { CommandError } from "../../program/errors.js";
import { interruption } from "../../program/interrupt.js";

/** Milliseconds between two looks at a task. */
const pollMs = 5_000;

/**
 * Waits for a task with a bar. Ctrl+C ends the waiting alone, and is told how to go on.
 *
 * @param label what goes on, such as `Scanning srv-0042`
 * @param timeout minutes
 * @throws {CommandError} where it failed or was cancelled, or the time is up
 */
export async function waitFor(
  { hunt, progress, signal }: Pick<Context, "hunt" | "progress" | "signal">,
  userTaskId: string,
  label: string,
  timeout: number,
): Promise<FinishedTask> {
  const { tasks } = await hunt();
  const goOn = `It goes on in HUNT. Wait for it: hunt task wait ${userTaskId}\nEnd it: hunt task cancel ${userTaskId}`;
  const bar = progress(inert(label), "%");
  try {
    return await tasks.wait(userTaskId, {
      signal,
      pollIntervalMs: pollMs,
      timeoutMs: timeout * 60_000,
      onProgress: ({ progress: done, message }) => bar.update(done ?? 0, 100, inert(message ?? "")),
    });
  } catch (error) {
    if (signal.aborted) throw interruption(goOn);
    if (!isHuntError(error) || error.code !== "HUNT_TASK") throw error;
    if (error.problem === "timeout")
      throw new CommandError(`Task ${userTaskId} has not ended within ${timeout} min.`, goOn);
    throw new CommandError(error.message, `hunt task get ${userTaskId} shows more.`);
  } finally {
    bar.stop();
  }
}
