import { info } from "@actions/core";
import { toMarkdownCode, escapeLogLine, type TaskProgress } from "@huntkit/core";
import { formatCount, formatCountBars, formatNumber } from "@huntkit/toolkit";
import type { Environment } from "../environment.js";
import { addToSummary, formatTextBlock, formatTable } from "../report/add-to-summary.js";
import type { ScanResults } from "./results.js";
import { setOutput } from "../report/outputs.js";

/** A line in the log for each change of a task. */
export function logProgress({ progress, status, message, elapsedMs }: TaskProgress): void {
  const parts = [
    `${Math.round(elapsedMs / 1000)} s`,
    `${progress ?? "?"} %`,
    ...(status ? [status] : []),
    ...(message ? [message] : []),
  ];
  info(escapeLogLine(parts.join(", ")));
}

/** Tells what a scan found: a line in the log, outputs, and a part of the summary. */
export async function reportScan(
  subject: string,
  scanId: string,
  results: ScanResults,
  env: Environment,
): Promise<void> {
  const { counts, alerts, hosts, failed, shown } = results;
  const title = `${formatCount(alerts, "alert")} on ${formatCount(hosts, "host")}${failed > 0 ? `, of which ${failed} could not be scanned` : ""}`;
  setOutput("scan-id", scanId);
  setOutput("scan-alerts", alerts);
  info(escapeLogLine(`The scan of ${subject} has ended: ${title}.`));
  const rows = shown.map(({ hostname, ip, failed: isFailed, compromised }) => [
    toMarkdownCode(hostname ?? ""),
    toMarkdownCode(ip ?? ""),
    isFailed ? "not scanned" : compromised ? "compromised" : "scanned",
  ]);
  const more = hosts - rows.length;
  const text = [
    `### Scan of ${toMarkdownCode(subject)}: ${title}\n`,
    formatTextBlock(formatCountBars(counts)),
    formatTable(["Host", "Address", "State"], rows),
    ...(more > 0 ? [`and ${formatNumber(more)} more\n`] : []),
  ];
  await addToSummary(`${text.join("\n")}\n`, env);
}
