import { type FinishedTask, isHuntError } from "@huntkit/core";
import { quoteForShell } from "@huntkit/core/escape";
import { escapeForTerminal } from "../../output/escape.js";
import type { Context } from "../../program/context.js";
import { CommandError, createInterruptError } from "../../program/errors.js";

/**
 * Begins a scan or a response, which nobody wants twice.
 *
 * @throws {CommandError} that says where to look, when nobody knows whether HUNT has begun it
 */
export async function startTask<T>(start: () => Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (error) {
    const { mayHaveStarted } = await import("@huntkit/core");
    if (!isHuntError(error) || !mayHaveStarted(error)) throw error;
    throw new CommandError(
      error.message,
      "The task may have started. Check `hunt task list` before you retry.",
    );
  }
}

/** Milliseconds between two looks at a task. */
const pollIntervalMs = 5_000;

/**
 * Waits for a task with a bar. Ctrl+C ends the waiting alone, and is told how to go on.
 *
 * @param label name of the operation, such as `Scanning SRV-LEI-0012`
 * @param timeout minutes
 * @throws {CommandError} where it failed or was cancelled, or the time is up
 */
export async function waitForTask(
  { getClient, progress, signal }: Pick<Context, "getClient" | "progress" | "signal">,
  userTaskId: string,
  label: string,
  timeout: number,
): Promise<FinishedTask> {
  const { tasks } = await getClient();
  const id = quoteForShell(userTaskId);
  const goOn = `The task continues in HUNT. Wait for it: hunt task wait ${id}\nCancel it: hunt task cancel ${id}`;
  const bar = progress(escapeForTerminal(label), "%");
  try {
    return await tasks.wait(userTaskId, {
      signal,
      pollIntervalMs: pollIntervalMs,
      timeoutMs: timeout * 60_000,
      onProgress: ({ progress: done, message }) =>
        bar.update(done ?? 0, 100, escapeForTerminal(message ?? "")),
    });
  } catch (error) {
    if (signal.aborted) throw createInterruptError(goOn);
    if (!isHuntError(error) || error.code !== "HUNT_TASK") throw error;
    if (error.problem === "timeout")
      throw new CommandError(`Task ${userTaskId} did not end within ${timeout} min.`, goOn);
    throw new CommandError(error.message, `hunt task get ${id} shows more.`);
  } finally {
    bar.stop();
  }
}
