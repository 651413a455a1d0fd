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
  return requireUsableToken("Scan", async ({ hunt }) => {
    const task = await startScan(hunt, inputs, signal);
    const scanId = await waitFor(task, inputs, signal);
    if (scanId === null) {
      reportMissingResults(task, allInputs);
      return {};
    }
    const results = await readScanResults(hunt, scanId, signal);
    await reportScan(inputs.subject, scanId, results, env);
    return { scan: { id: scanId, hosts: results.hosts, failedHosts: results.failedHosts } };
  });
}

/**
 * Warns that a scan has no results.
 *
 * @throws {FeatureError} instead if a gate would count the results, because it must not pass
 */
function reportMissingResults({ userTaskId }: StartedTask, { failOnSeverity }: Inputs): void {
  const title = "Scan without results";
  const message = `Task ${userTaskId} finished, but HUNT returned no scan ID, so there are no results.`;
  const code = "ACTION_SCAN_NO_RESULTS";
  if (failOnSeverity !== undefined) throw new FeatureError({ code, title, message, advice: "" });
  report("warning", message, code, title);
}

/**
 * Waits for a task, and returns the ID of its scan; null if HUNT returns none.
 *
 * @throws {FeatureError} if the task fails, or does not finish in time
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
      `Could not cancel task ${task.userTaskId}, which may still be running: ${getErrorMessage(error)}`,
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
    const isUnfinished =
      signal.aborted || (isHuntError(error) && error.code === "HUNT_TASK" && error.problem === "timeout");
    const state =
      cancelTask && !hasFailedToCancel
        ? "The task was canceled in HUNT."
        : "The task may still be running in HUNT. Set 'cancel-task' to cancel it in this case.";
    throw new FeatureError({
      code: "ACTION_SCAN_FAILED",
      title: signal.aborted ? "The job was canceled during the scan" : "Scan failed",
      message: `Scan of ${subject}, task ${task.userTaskId}: ${getErrorMessage(error)}`,
      advice: isUnfinished ? state : "",
    });
  }
}

function getErrorMessage(error: unknown): string {
  return isHuntError(error) ? error.message : String(error);
}
