import { isHuntError, type StartedTask } from "@huntkit/core";
import { type Context, type FeatureStep, requireUsableToken } from "../feature.js";
import type { Inputs } from "../inputs/inputs.js";
import { FeatureError } from "../report/finding.js";
import { report } from "../report/runner-output.js";
import { toScan, type ScanInputs, startScan } from "./start-scan.js";
import { logProgress, reportScan, readScanResults } from "./scan-results.js";

/** Creates the step that runs a scan, waits for it, and reports its results. */
export function prepare({ env, inputs: allInputs, signal }: Context): FeatureStep {
  const inputs = toScan(allInputs);
  return requireUsableToken("The scan", async ({ hunt }) => {
    const task = await startScan(hunt, inputs, signal);
    const scanId = await waitFor(task, inputs, signal);
    if (scanId === null) {
      reportMissingResults(task, allInputs);
      return {};
    }
    await reportScan(inputs.subject, scanId, await readScanResults(hunt, scanId, signal), env);
    return { scanId };
  });
}

/** Warns that a scan has no results, unless a gate would count them, which must not pass then. */
function reportMissingResults({ userTaskId }: StartedTask, { failOnSeverity }: Inputs): void {
  const message = `Task ${userTaskId} has ended, but HUNT names no scan with its results.`;
  const code = "ACTION_SCAN_NO_RESULTS";
  if (failOnSeverity !== undefined) throw new FeatureError({ code, title: "The scan", message, advice: "" });
  report("warning", message, code);
}

/**
 * Waits for a task, and returns the ID of its scan; null if HUNT names none.
 *
 * @throws {FeatureError} if the task fails, or does not end in time
 */
async function waitFor(
  task: StartedTask,
  { subject, timeoutMs, cancelTask }: ScanInputs,
  signal: AbortSignal,
): Promise<string | null> {
  let hasFailedToCancel = false;
  const onCancelFailure = (error: unknown) => {
    hasFailedToCancel = true;
    report(
      "warning",
      `Task ${task.userTaskId} could not be cancelled and may still run: ${String(error)}`,
      "ACTION_TASK_NOT_CANCELLED",
    );
  };
  try {
    const { scanId } = await task.wait({
      signal,
      timeoutMs,
      cancelOnAbort: cancelTask,
      onProgress: logProgress,
      onCancelFailure,
    });
    return scanId;
  } catch (error) {
    const isLeft =
      signal.aborted || (isHuntError(error) && error.code === "HUNT_TASK" && error.problem === "timeout");
    const state =
      cancelTask && !hasFailedToCancel
        ? "It was cancelled in HUNT as well."
        : "It may still run in HUNT; with cancel-task: true it would have been cancelled.";
    throw new FeatureError({
      code: "ACTION_SCAN_FAILED",
      title: signal.aborted ? "The job was cancelled while HUNT scanned" : "The scan came to no good end",
      message: `Task ${task.userTaskId}, scan of ${subject}: ${isHuntError(error) ? error.message : String(error)}`,
      advice: isLeft ? state : "",
    });
  }
}
