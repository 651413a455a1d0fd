import {
  HuntInputError,
  scanParts,
  type ScanChoice,
  isHuntError,
  type HuntClient,
  type StartedTask,
  type Target,
} from "@huntkit/core";
import { mayHaveStarted } from "@huntkit/core/internal";
import {
  findScanExtensions,
  formatDateTime,
  parseScanChoice,
  suggestHosts,
  suggestTargetGroups,
} from "@huntkit/toolkit";
import { isIP } from "node:net";
import type { Inputs } from "../inputs/inputs.js";
import { FeatureError } from "../report/finding.js";
import { logInfo } from "../report/runner-output.js";
import { createUnknownNameError, explainPattern, findHost, findTargetGroup } from "../find-by-name.js";

/** The converted inputs of a scan. */
export interface ScanInputs {
  /** Name or ID of a target group, or name or address of a host. */
  subject: string;
  options: ScanChoice;
  /** IDs or names. */
  extensions: string[];
  /** Whether extensions that act on hosts are allowed. */
  allowResponses: boolean;
  timeoutMs: number;
  /** Whether to cancel the task if the job is canceled or the time limit is exceeded. */
  cancelTask: boolean;
}

/**
 * Converts the inputs of a scan, which `scan` enables.
 *
 * @throws {HuntInputError} if `scan-options` has an unknown part, or the scan would look at nothing
 */
export function toScan({
  scan = "",
  scanOptions,
  scanExtensions,
  allowResponses,
  timeoutMinutes,
  cancelTask,
}: Inputs): ScanInputs {
  const options = toChoice(scanOptions);
  if (options === "empty" && scanExtensions.length === 0) throw createNothingToDoError();
  return {
    subject: scan,
    options,
    extensions: [...scanExtensions],
    allowResponses,
    timeoutMs: timeoutMinutes * 60_000,
    cancelTask,
  };
}

function toChoice(names: readonly string[]): ScanChoice {
  const parsed = parseScanChoice(names, scanParts);
  if ("choice" in parsed) return parsed.choice;
  throw new HuntInputError(
    "scan-options",
    "unknown",
    `Invalid value "${parsed.unknown}" for 'scan-options'. Use one or more of ${scanParts.join(", ")}, or only default or empty.`,
  );
}

/** A scan that looks at nothing raises no alerts, so a gate would pass. */
function createNothingToDoError(): HuntInputError {
  const what = "Input 'scan-options' is empty, so the scan has nothing to do without 'scan-extensions'.";
  return new HuntInputError(
    "scan-options",
    "combination",
    `${what} Set 'scan-extensions' or remove 'scan-options'.`,
  );
}

/**
 * Starts the scan of the target group with this ID or exact name, otherwise of the host with this name or
 * address.
 *
 * @throws {FeatureError} if the scan does not start, or might not have started
 */
export async function startScan(
  hunt: HuntClient,
  { subject, options, extensions: wanted, allowResponses }: ScanInputs,
  signal: AbortSignal,
): Promise<StartedTask> {
  const group = await findTargetGroup(hunt, subject, "scan", signal);
  const choice = group
    ? `Scanning target group "${subject}".`
    : `No target group named "${subject}" found. Scanning the host with this name or address.`;
  try {
    if (!group) await requireHost(hunt, subject, signal);
    const { ids: extensions, responses } = await findScanExtensions(hunt, wanted, signal);
    if (responses.length > 0 && !allowResponses) throw createNotAllowedError(responses);
    const settings = { options, extensions, signal };
    logInfo(choice);
    return await (group
      ? hunt.tasks.scanTargetGroup(group.id, settings)
      : hunt.tasks.scanTarget(subject, settings));
  } catch (error) {
    const reason = describeError(error);
    if (signal.aborted || (isHuntError(error) && mayHaveStarted(error))) {
      const message = `${reason} ${await describeNewestTask(hunt, group, signal)}`.trim();
      throw new FeatureError({
        code: "ACTION_SCAN_UNKNOWN",
        title: "The scan may have started",
        message,
        advice: "Check the tasks in HUNT before you run the scan again.",
      });
    }
    const title = "The scan did not start";
    throw new FeatureError(
      { code: "ACTION_SCAN_NOT_STARTED", title, message: reason, advice: "" },
      { cause: error },
    );
  }
}

function createNotAllowedError(responses: readonly string[]): HuntInputError {
  return new HuntInputError(
    "scan-extensions",
    "combination",
    `Input 'scan-extensions' has extensions that act on hosts: ${responses.join(", ")}. To run them, set 'allow-responses'.`,
  );
}

/** Inputs of the action by the names of options in core's errors. */
const inputNames: Readonly<Record<string, string>> = {
  extension: "scan-extensions",
  host: "scan",
  targetGroup: "scan",
};

function describeError(error: unknown): string {
  if (!isHuntError(error)) return String(error);
  const name = error instanceof HuntInputError ? inputNames[error.input] : undefined;
  return name === undefined ? error.message : error.message.replace(/^\w+(?=: )/, `Input '${name}'`);
}

/**
 * Requires that HUNT has an agent or an address with this host name. Otherwise, a misspelled group would be
 * scanned as a host, and HUNT would create a target group for it. An IP address may be that of a new host.
 *
 * @throws {HuntInputError} with the nearest names
 */
async function requireHost(hunt: HuntClient, name: string, signal: AbortSignal): Promise<void> {
  if (isIP(name) !== 0 || (await findHost(hunt, name, signal)).spellings.length > 0) return;
  const advice =
    explainPattern(name, "For several hosts, scan their target group, or use a separate step for each.") ||
    (await suggestTargetGroups(hunt, name, signal)) ||
    (await suggestHosts(hunt, name, signal));
  throw createUnknownNameError("scan", name, "No target group or host has this name.", advice);
}

/** Describes the newest scan of the group, which may be the one with the lost response. Empty if there is none. */
async function describeNewestTask(
  { userTasks }: HuntClient,
  group: Target | undefined,
  signal: AbortSignal,
): Promise<string> {
  if (!group || signal.aborted) return "";
  const newest = userTasks.list(
    {
      where: { relatedId: group.id, type: "Scan" },
      fields: ["createdOn"],
      order: "createdOn DESC",
      limit: 1,
    },
    { signal },
  );
  const task = await newest.first().catch(() => null);
  return task
    ? `The newest scan of this target group is task ${task.id}${task.createdOn ? `, created ${formatDateTime(task.createdOn)}` : ""}.`
    : "";
}
