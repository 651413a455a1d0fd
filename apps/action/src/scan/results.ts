import type { HuntClient, ScanHost } from "@huntkit/core";
import { severitiesWorstFirst } from "@huntkit/toolkit";

/** What a scan found. */
export interface ScanResults {
  /** Alerts by severity, the worst first; `other` where HUNT has further severities. */
  counts: Record<string, number>;
  alerts: number;
  hosts: number;
  /** Hosts that were out of reach. */
  failed: number;
  /** Hosts to show: the compromised ones first. */
  shown: ScanHost[];
}

/** How many hosts are shown. */
const maxShown = 100;

/** Counts what a scan found, and reads the hosts that matter most. */
export async function readScanResults(
  { alerts, scanHosts }: HuntClient,
  scanId: string,
  signal: AbortSignal,
): Promise<ScanResults> {
  const [all, ...known] = await Promise.all([
    alerts.count({ scanId }, { signal }),
    ...severitiesWorstFirst.map((severity) => alerts.count({ scanId, severity }, { signal })),
  ]);
  const [hosts, failed] = await Promise.all([
    scanHosts.count({ scanId }, { signal }),
    scanHosts.count({ scanId, failed: true }, { signal }),
  ]);
  const shown = await scanHosts.list(
    { where: { scanId }, order: ["compromised DESC", "hostname"], limit: maxShown },
    { signal },
  );
  const other = all - known.reduce((sum, count) => sum + count, 0);
  const counts = Object.fromEntries(severitiesWorstFirst.map((severity, index) => [severity, known[index]!]));
  return { counts: other > 0 ? { ...counts, other } : counts, alerts: all, hosts, failed, shown };
}
