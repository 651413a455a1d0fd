import type { FinishedTask, HuntClient, Severity } from "@huntkit/core";
import type { JsonSchema } from "../../program/definition.js";
import { countScanResults, listSeveritiesFrom, severitiesWorstFirst } from "@huntkit/toolkit";

/** The results of a scan. */
export interface ScanReport {
  /** Null if HUNT returned none. */
  readonly taskId: string | null;
  readonly status: string | null;
  /** ID of the scan that contains the results. Null if HUNT returned none. */
  readonly scanId: string | null;
  readonly hosts: number | null;
  /** Hosts that could not be scanned. */
  readonly failedHosts: number | null;
  /** Numbers of alerts by severity. `other` is the number of alerts with any other severity. */
  readonly alerts: Readonly<Record<Severity | "other", number>> | null;
}

const count: JsonSchema = { type: "integer", minimum: 0 };
const countOrNull: JsonSchema = { type: ["integer", "null"], minimum: 0 };

/** The JSON Schema of a {@link ScanReport}. Without `--wait`, only the task is known. */
export const scanReportSchema: JsonSchema = {
  title: "A scan",
  type: "object",
  required: ["taskId", "status", "scanId", "hosts", "failedHosts", "alerts"],
  properties: {
    taskId: { type: ["string", "null"], description: "ID of the task. Null if HUNT returned none." },
    status: {
      type: ["string", "null"],
      description: "Status of the task after it has ended. Null without --wait.",
    },
    scanId: { type: ["string", "null"], description: "ID of the scan that contains the results." },
    hosts: countOrNull,
    failedHosts: { ...countOrNull, description: "Hosts that could not be scanned." },
    alerts: {
      type: ["object", "null"],
      properties: Object.fromEntries([...severitiesWorstFirst, "other"].map((name) => [name, count])),
    },
  },
};

/** Returns the report of a task that has not ended. */
export function createPendingReport(taskId: string | null): ScanReport {
  return { taskId, status: null, scanId: null, hosts: null, failedHosts: null, alerts: null };
}

/** Reads the results of a scan. */
export async function readScanReport(
  client: HuntClient,
  { id, status = null, scanId }: FinishedTask,
  signal: AbortSignal,
): Promise<ScanReport> {
  if (scanId === null) return { ...createPendingReport(id), status };
  const { bySeverity, otherAlerts, hosts, failedHosts } = await countScanResults(client, scanId, signal);
  return { taskId: id, status, scanId, hosts, failedHosts, alerts: { ...bySeverity, other: otherAlerts } };
}

/** Returns the number of alerts of a severity or a higher one. */
export function countAlertsFrom({ alerts }: ScanReport, severity: Severity): number {
  return listSeveritiesFrom(severity).reduce((sum, each) => sum + (alerts?.[each] ?? 0), 0);
}

/** Returns the lines of a report in a terminal. */
export function listReportParts({
  taskId,
  scanId,
  hosts,
  failedHosts,
  alerts,
}: ScanReport): (readonly [string, unknown])[] {
  const found = Object.entries(alerts ?? {})
    .filter(([, number]) => number > 0)
    .map(([severity, number]) => `${number} ${severity}`);
  return [
    [
      "Hosts",
      hosts === null ? null : `${hosts}${failedHosts ? `, ${failedHosts} could not be scanned` : ""}`,
    ],
    ["Alerts", alerts && (found.join(", ") || "none")],
    ["Scan", scanId],
    ["Task", taskId],
  ];
}
