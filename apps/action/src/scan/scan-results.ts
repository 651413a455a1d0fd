import type { TaskProgress, HuntClient, Rows } from "@huntkit/core";
import {
  formatMarkdownBlock,
  formatMarkdownTable,
  toMarkdown,
  toMarkdownCode,
  toPlainId,
} from "@huntkit/core/escape";
import {
  countScanResults,
  formatCount,
  formatCountBars,
  formatNumber,
  type ScanCoverage,
} from "@huntkit/toolkit";
import { addToSummary, logInfo } from "../report/runner-output.js";
import { setOutput } from "../report/outputs.js";

/** The results of a scan. */
export interface ScanResults extends ScanCoverage {
  /** Number of alerts by severity, the worst first. `other` counts unknown severities. */
  counts: Record<string, number>;
  alerts: number;
  /** Hosts to show, compromised ones first. */
  shown: Rows.ScanHost[];
}

/** Maximum number of hosts to show. */
const maxShown = 100;

/** Counts the alerts and hosts of a scan, and reads the hosts to show. */
export async function readScanResults(
  client: HuntClient,
  scanId: string,
  signal: AbortSignal,
): Promise<ScanResults> {
  const { alerts, bySeverity, otherAlerts, hosts, failedHosts } = await countScanResults(
    client,
    scanId,
    signal,
  );
  const shown = await client.scanHosts
    .list({ where: { scanId }, order: ["compromised DESC", "hostname"], limit: maxShown }, { signal })
    .toArray();
  const counts = otherAlerts > 0 ? { ...bySeverity, other: otherAlerts } : bySeverity;
  return { counts, alerts, hosts, failedHosts, shown };
}

/** Logs the progress of a task. */
export function logProgress({ progress, status, message, elapsedMs }: TaskProgress): void {
  const parts = [
    `${Math.round(elapsedMs / 1000)} s`,
    `${progress ?? "?"} %`,
    ...(status ? [status] : []),
    ...(message ? [message] : []),
  ];
  logInfo(parts.join(", "));
}

/** Reports the results of a scan in the log, the outputs, and the job summary. */
export async function reportScan(
  subject: string,
  scanId: string,
  results: ScanResults,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const { counts, alerts, hosts, failedHosts, shown } = results;
  const unscanned = failedHosts > 0 ? `; ${formatCount(failedHosts, "host")} could not be scanned` : "";
  const title = `${formatCount(alerts, "alert")} on ${formatCount(hosts, "host")}${unscanned}`;
  setOutput("scan-id", toPlainId(scanId));
  setOutput("scan-alerts", alerts);
  logInfo(`The scan of ${subject} finished: ${title}.`);
  const rows = shown.map((host) => [
    toMarkdownCode(host.hostname ?? ""),
    toMarkdownCode(host.ip ?? ""),
    toMarkdown(describeState(host)),
  ]);
  const more = hosts - rows.length;
  const text = [
    `### Scan of ${toMarkdownCode(subject)}: ${title}\n`,
    formatMarkdownBlock(formatCountBars(counts)),
    formatMarkdownTable(["Host", "Address", "State"], rows),
    ...(more > 0 ? [`${formatNumber(more)} more\n`] : []),
  ];
  addToSummary(toMarkdown(`${text.join("\n")}\n`), env);
}

function describeState({ failed: isFailed, compromised }: Rows.ScanHost): string {
  if (isFailed) return "not scanned";
  return compromised ? "compromised" : "scanned";
}
