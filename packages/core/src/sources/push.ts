import { HuntPushError, isHuntError } from "../errors/any-hunt-error.js";
import { getRequestFacts } from "../errors/hunt-error.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import type { AppliedChange, Plan } from "./plan.js";

/** Progress of a push: the last change, the number of changes so far, and their total. */
export interface PushProgress extends AppliedChange {
  done: number;
  total: number;
}

/** A change to make. */
export interface Step extends Omit<AppliedChange, "id"> {
  run: () => Promise<{ id: string }>;
}

/** @throws {HuntPushError} `problem: "conflict"` if a source needs a decision first */
export function requireNoConflicts({ conflicts }: Plan<{ id: string }>): void {
  if (conflicts.length === 0) return;
  const shown = conflicts.map(({ source: { guid, name, path }, reason, rows }) => ({
    guid,
    name,
    path,
    reason,
    ids: rows.map(({ id }) => id),
  }));
  throw new HuntPushError(
    `Nothing was pushed. ${conflicts.map(({ message }) => message).join(" ")}`,
    "conflict",
    { conflicts: shown },
  );
}

/**
 * Makes the changes one after the other, and stops at the first failure.
 *
 * @throws {HuntPushError} `problem: "stopped"`, with the changes that were made
 * @throws any other error, such as the reason of a signal, unchanged
 */
export async function runSteps(
  steps: readonly Step[],
  onProgress?: (progress: PushProgress) => void,
): Promise<AppliedChange[]> {
  const done: AppliedChange[] = [];
  for (const { run, ...step } of steps) {
    const { id } = await run().catch((error: unknown) => {
      throw toStoppedError(error, step, done, steps.length);
    });
    const result = { ...step, id };
    done.push(result);
    onProgress?.({ ...result, done: done.length, total: steps.length });
  }
  return done;
}

function toStoppedError(
  error: unknown,
  { action, name, path }: Omit<AppliedChange, "id">,
  done: readonly AppliedChange[],
  total: number,
): unknown {
  if (!isHuntError(error)) return error;
  const message = `The push stopped at ${action} ${escapeToSingleLine(path ?? name)}: ${error.message} ${done.length} of ${total} changes were made. Push again to make the rest.`;
  return new HuntPushError(message, "stopped", { ...getRequestFacts(error), done, cause: error });
}
