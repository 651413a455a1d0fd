import { isHuntError, type StartedTask } from "@huntkit/core";
import { type Context, type FeatureStep, requireUsableToken } from "../feature.js";
import { annotate, report } from "../report/runner-output.js";
import { toScan, type ScanInputs, startScan } from "./start-scan.js";
import { logProgress, reportScan, readScanResults } from "./scan-results.js";

/** Creates the step that runs a scan, waits for it, and reports its results. */
export function prepare({ env, inputs: allInputs, signal }: Context): FeatureStep {
  const inputs = toScan(allInputs);
  return requireUsableToken("The scan", async ({ hunt }) => {
    const task = await startScan(hunt, inputs, signal);
    const scanId = task && (await waitFor(task, inputs, signal));
    if (scanId) await reportScan(inputs.subject, scanId, await readScanResults(hunt, scanId, signal), env);
  });
}

/** Waits for a task and returns the ID of its scan. If the task fails, the step fails, and the result is null. */
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
    if (scanId === null)
      report(
        "warning",
        `Task ${task.userTaskId} has ended, but HUNT names no scan with its results.`,
        "ACTION_SCAN_NO_RESULTS",
      );
    return scanId;
  } catch (error) {
    const isLeft =
      signal.aborted || (isHuntError(error) && error.code === "HUNT_TASK" && error.problem === "timeout");
    const state =
      cancelTask && !hasFailedToCancel
        ? "It was cancelled in HUNT as well."
        : "It may still run in HUNT; with cancel-task: true it would have been cancelled.";
    annotate({
      code: "ACTION_SCAN_FAILED",
      level: "error",
      title: signal.aborted ? "The job was cancelled while HUNT scanned" : "The scan came to no good end",
      message: `Task ${task.userTaskId}, scan of ${subject}: ${isHuntError(error) ? error.message : String(error)}`,
      advice: isLeft ? state : "",
    });
    return null;
  }
}
