import { type FinishedTask, isHuntError } from "@huntkit/core";
import { quoteForShell } from "@huntkit/core/escape";
import { formatCount } from "@huntkit/toolkit";
import { escapeForTerminal } from "../../output/escape.js";
import type { Context } from "../../program/context.js";
import { CommandError, createInterruptError } from "../../program/errors.js";
import { defaultTimeoutMinutes } from "../scan/scan-flags.js";

/**
 * Starts a task, such as a scan.
 *
 * @throws {CommandError} if the request failed, but HUNT may have started the task. A retry could start it twice.
 */
export async function startTask<T>(start: () => Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (error) {
    const { mayHaveStarted } = await import("@huntkit/core/internal");
    if (!isHuntError(error) || !mayHaveStarted(error)) throw error;
    throw new CommandError(
      error.message,
      "The task may have started. Run `hunt task list` before you retry.",
    );
  }
}

/** Polling interval of a task. */
const pollIntervalMs = 5_000;

/**
 * Waits for a task, with a progress bar. Ctrl+C stops only the wait. The message then shows how to continue.
 *
 * @param label name of the operation, such as `Scanning SRV-LEI-0012`
 * @param timeoutMinutes maximum time to wait
 * @throws {CommandError} if the task failed or was canceled, or did not end in time
 */
export async function waitForTask(
  { getClient, progress, signal }: Pick<Context, "getClient" | "progress" | "signal">,
  userTaskId: string,
  label: string,
  timeoutMinutes = defaultTimeoutMinutes,
): Promise<FinishedTask> {
  const { tasks } = await getClient();
  const id = quoteForShell(userTaskId);
  const advice = `The task continues in HUNT.\nTo wait for it, run: hunt task wait ${id}\nTo cancel it, run: hunt task cancel ${id}`;
  const bar = progress(escapeForTerminal(label), "%");
  try {
    return await tasks.wait(userTaskId, {
      signal,
      pollIntervalMs,
      timeoutMs: timeoutMinutes * 60_000,
      onProgress: ({ progress: done, message }) =>
        bar.update(done ?? 0, 100, escapeForTerminal(message ?? "")),
    });
  } catch (error) {
    if (signal.aborted) throw createInterruptError(advice);
    if (!isHuntError(error) || error.code !== "HUNT_TASK") throw error;
    if (error.problem === "timeout")
      throw new CommandError(
        `Task ${userTaskId} did not end within ${formatCount(timeoutMinutes, "minute")}.`,
        advice,
      );
    throw new CommandError(error.message, `For details, run: hunt task get ${id}`);
  } finally {
    bar.stop();
  }
}
