import { HuntNotFoundError, type HuntClient } from "@huntkit/core";
import { CommandError } from "../../program/errors.js";
import { requiredArgument } from "../../program/flags.js";

/** The argument that names a scan. */
export const scanArgument = requiredArgument("ID of a scan or of its task");

/** A scan, and its task if the user named the task. */
export interface FoundScan {
  readonly scanId: string;
  readonly task: { readonly id: string; readonly status: string | null } | null;
}

/**
 * Finds a scan by its ID, or by the ID of its task, as `hunt scan` and `hunt respond` print it.
 *
 * @throws {CommandError} if the task has no scan yet
 * @throws {HuntNotFoundError} if neither a task nor a scan has the ID
 */
export async function findScan(
  { userTasks, scans }: HuntClient,
  id: string,
  signal: AbortSignal,
): Promise<FoundScan> {
  userTasks.requireId(id);
  const task = await userTasks.get(id, { signal }).catch((error: unknown) => {
    if (error instanceof HuntNotFoundError) return null;
    throw error;
  });
  if (task === null) return { scanId: (await scans.get(id, { signal })).id, task: null };
  const { scanId } = task.data ?? {};
  if (typeof scanId !== "string")
    throw new CommandError(
      `The task ${id} has no results yet.`,
      `To wait for it, run: hunt task wait ${task.id}`,
    );
  return { scanId, task: { id: task.id, status: task.status ?? null } };
}
