import type { FinishedTask, HuntClient, Severity } from "@huntkit/core";
import type { JsonSchema } from "../../program/definition.js";
import { countScanResults, listSeveritiesFrom, severitiesWorstFirst } from "@huntkit/toolkit";

/** What a scan found. */
export interface ScanReport {
  /** Null if HUNT returned none. */
  readonly taskId: string | null;
  readonly status: string | null;
  /** Null where HUNT names none, and so tells no results. */
  readonly scanId: string | null;
  readonly hosts: number | null;
  /** Hosts that could not be scanned. */
  readonly failedHosts: number | null;
  /** Alerts by severity; `other` where HUNT has further ones. */
  readonly alerts: Readonly<Record<Severity | "other", number>> | null;
}

const count: JsonSchema = { type: "integer", minimum: 0 };
const countOrNull: JsonSchema = { type: ["integer", "null"], minimum: 0 };

/** The same as JSON Schema; without waiting, only the task is known. */
export const scanReportSchema: JsonSchema = {
  title: "A scan of HUNT's",
  type: "object",
  required: ["taskId", "status", "scanId", "hosts", "failedHosts", "alerts"],
  properties: {
    taskId: { type: ["string", "null"], description: "ID of the task. Null if HUNT returned none." },
    status: {
      type: ["string", "null"],
      description: "HUNT's status of the ended task. Null without --wait.",
    },
    scanId: { type: ["string", "null"], description: "ID of the scan that holds the results." },
    hosts: countOrNull,
    failedHosts: { ...countOrNull, description: "Hosts that could not be scanned." },
    alerts: {
      type: ["object", "null"],
      properties: Object.fromEntries([...severitiesWorstFirst, "other"].map((name) => [name, count])),
    },
  },
};

/** A task that was begun and not waited for. */
export function createPendingReport(taskId: string | null): ScanReport {
  return { taskId, status: null, scanId: null, hosts: null, failedHosts: null, alerts: null };
}

/** Counts what a scan found. */
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

/** A report for people. */
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
