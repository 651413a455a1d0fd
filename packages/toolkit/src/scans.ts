import { severities, type HuntClient, type ScanChoice, type ScanPart, type Severity } from "@huntkit/core";
import { countScannedHosts, type ScanCoverage } from "./scan-coverage.js";

/** HUNT's severities, from critical to low. */
export const severitiesWorstFirst: readonly Severity[] = severities.toReversed();

/** Returns a severity and all higher ones, highest first. */
export function listSeveritiesFrom(least: Severity): Severity[] {
  return severitiesWorstFirst.slice(0, severitiesWorstFirst.indexOf(least) + 1);
}

/** Numbers of a scan's results. */
export interface ScanCounts extends ScanCoverage {
  /** Number of all alerts. */
  readonly alerts: number;
  /** Number of alerts by severity, highest first. */
  readonly bySeverity: Readonly<Record<Severity, number>>;
  /** Number of alerts with a severity that huntkit does not know. */
  readonly otherAlerts: number;
}

/** Counts the alerts and the hosts of a scan. */
export async function countScanResults(
  client: HuntClient,
  scanId: string,
  signal: AbortSignal,
): Promise<ScanCounts> {
  const { alerts } = client;
  const [coverage, all, ...counts] = await Promise.all([
    countScannedHosts(client, scanId, signal),
    alerts.count({ scanId }, { signal }),
    ...severitiesWorstFirst.map((severity) => alerts.count({ scanId, severity }, { signal })),
  ]);
  const known = counts.reduce((sum, count) => sum + count, 0);
  const entries = severitiesWorstFirst.map((severity, index) => [severity, counts[index]]);
  return {
    alerts: all,
    bySeverity: Object.fromEntries(entries) as Record<Severity, number>,
    otherAlerts: all - known,
    ...coverage,
  };
}

/**
 * Parses the parts of a scan, in any case: `default`, `empty`, or the names of parts.
 *
 * @param parts names of all parts
 * @returns the choice, or the first name that is not a part. Without names, the choice is `default`.
 */
export function parseScanChoice(
  names: readonly string[],
  parts: readonly ScanPart[],
): { readonly choice: ScanChoice } | { readonly unknown: string } {
  const [only = "default"] = names.map((name) => name.toLowerCase());
  if (names.length <= 1 && (only === "default" || only === "empty")) return { choice: only };
  const findPart = (name: string) => parts.find((part) => part === name.toLowerCase());
  const unknown = names.find((name) => findPart(name) === undefined);
  return unknown === undefined ? { choice: names.flatMap((name) => findPart(name) ?? []) } : { unknown };
}
