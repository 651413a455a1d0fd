import { HuntNotFoundError, type HuntClient } from "@huntkit/core";
import { CommandError, UsageError } from "../../program/errors.js";
import { requiredArgument } from "../../program/flags.js";

/** The argument that names a scan. */
export const scanArgument = requiredArgument("ID of a scan or of its task");

/** A scan, and its task if the user named the task. */
export interface FoundScan {
  readonly scanId: string;
  readonly task: { readonly id: string; readonly status: string | null } | null;
}

const advice = "Run `hunt task list` to list tasks with their IDs.";

/**
 * Finds a scan by its ID, or by the ID of its task, as `hunt scan` and `hunt respond` print it.
 *
 * @param place argument or flag with the ID
 * @throws {UsageError} if it is not an ID
 * @throws {CommandError} if the task has no scan yet, or neither a task nor a scan has the ID
 */
export async function findScan(
  { userTasks, scans }: HuntClient,
  id: string,
  signal: AbortSignal,
  place = "<id>",
): Promise<FoundScan> {
  const { isUuid } = await import("@huntkit/core/internal");
  if (!isUuid(id))
    throw new UsageError(
      `Invalid value "${id}" for ${place}.`,
      `Use the ID of a scan or of its task. ${advice}`,
    );
  const task = await userTasks.get(id, { signal }).catch((error: unknown) => {
    if (error instanceof HuntNotFoundError) return null;
    throw error;
  });
  if (task === null) return { scanId: (await requireScan(scans, id, signal)).id, task: null };
  const { scanId } = task.data ?? {};
  if (typeof scanId !== "string")
    throw new CommandError(
      `The task ${id} has no results yet.`,
      `To wait for it, run: hunt task wait ${task.id}`,
    );
  return { scanId, task: { id: task.id, status: task.status ?? null } };
}

async function requireScan(
  scans: HuntClient["scans"],
  id: string,
  signal: AbortSignal,
): Promise<{ id: string }> {
  try {
    return await scans.get(id, { signal });
  } catch (error) {
    if (!(error instanceof HuntNotFoundError) || error.loopbackCode !== "MODEL_NOT_FOUND") throw error;
    throw new CommandError(
      `No scan and no task with the ID "${id}" found.`,
      `Check the ID and the instance. ${advice}`,
      1,
      "CLI_NOT_FOUND",
    );
  }
}
