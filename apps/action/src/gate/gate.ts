import type { Alert } from "@huntkit/core";
import { toMarkdown, toMarkdownCode } from "@huntkit/core/escape";
import { formatList } from "@huntkit/core/internal";
import {
  describeAlert,
  findCoverageGap,
  formatAlertTime,
  formatCount,
  formatDateTime,
} from "@huntkit/toolkit";
import { formatAlertSection } from "@huntkit/toolkit/reports/markdown";
import {
  type Context,
  type EndedScan,
  type FeatureStep,
  reportSkipped,
  requireUsableToken,
} from "../feature.js";
import { addToSummary, annotateEach, logInfo } from "../report/runner-output.js";
import { FeatureError, type Finding } from "../report/finding.js";
import { setOutput } from "../report/outputs.js";
import { findAlerts, findScanAlerts, toGate, type FoundAlerts, type Gate } from "./find-alerts.js";
import type { UpdateComment } from "./keep-comment.js";
import { toReportFiles, writeReportFiles, type ReportFile } from "./report-files.js";

/** Where to report the alerts in addition to annotations, the output, and the job summary. */
interface Reports {
  readonly files: readonly ReportFile[];
  readonly comment: UpdateComment | undefined;
}

/** Creates the step that fails if there are new alerts or, after a scan, if that scan raised alerts. */
export async function prepare({ env, inputs, files, signal }: Context): Promise<FeatureStep> {
  const gate = toGate(inputs);
  const comment = inputs.comment
    ? (await import("./keep-comment.js")).prepareComment(inputs, env)
    : undefined;
  const reports: Reports = { files: toReportFiles(inputs, env), comment };
  for (const file of reports.files) files.add(file);
  return requireUsableToken("Alert gate", async ({ hunt, health, scan }) => {
    const { name: instance } = hunt.instance;
    if (gate.scan !== undefined) {
      if (scan === undefined) return reportSkipped("Alert gate", "the scan has no results.");
      await reportAlerts(await findScanAlerts(hunt, gate, scan.id, signal), gate, reports, instance, env);
      return requireCoverage(scan, gate);
    }
    const now = health === null ? hunt.clock.now() : Date.parse(health.checkedAt);
    await reportAlerts(await findAlerts(hunt, gate, now, signal), gate, reports, instance, env);
  });
}

/** @throws {FeatureError} if the gate would pass on hosts that were not scanned */
function requireCoverage(scan: EndedScan, { allowPartial }: Gate): void {
  const gap = findCoverageGap(scan, allowPartial);
  if (gap === undefined) return;
  const advice = scan.hosts > scan.failedHosts ? "To accept this, set 'allow-partial'." : "";
  const title = "The scan is incomplete";
  const message = `${gap}, so the alert gate cannot pass.`;
  throw new FeatureError({ code: "ACTION_SCAN_PARTIAL", title, message, advice });
}

/** Reports the alerts in annotations, which fail the step, an output, the job summary, a comment, and files. */
async function reportAlerts(
  found: FoundAlerts,
  gate: Gate,
  { files, comment }: Reports,
  instance: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const section = { ...found, title: toMarkdown(formatHeadline(found, gate, toMarkdownCode)) };
  setOutput("alerts", found.total);
  logInfo(`${formatHeadline(found, gate, (name) => `"${name}"`)}.`);
  annotateEach(found.alerts.map(toFinding), found.total, "alerts");
  addToSummary(formatAlertSection(section), env);
  await comment?.(section);
  await writeReportFiles(files, found, instance);
}

/** @param quote escapes and quotes a name from an input */
function formatHeadline(
  { total, since }: FoundAlerts,
  { severities, targetGroup, hostname, scan }: Gate,
  quote: (name: string) => string,
): string {
  const kind = scan === undefined ? "new alert" : "alert";
  const number = total === 0 ? `No ${kind}s` : formatCount(total, kind);
  return [
    number,
    `of severity ${formatList(severities.toReversed(), "or")}`,
    ...(scan === undefined ? [] : ["in this scan"]),
    ...(targetGroup === undefined ? [] : [`in the target group ${quote(targetGroup)}`]),
    ...(hostname === undefined ? [] : [`on the host ${quote(hostname)}`]),
    ...(since === null ? [] : [`since ${formatDateTime(since)}`]),
  ].join(" ");
}

function toFinding(alert: Alert): Finding {
  const { id, severity, createdOn, hostname } = alert;
  return {
    code: "ACTION_ALERT_FOUND",
    level: "error",
    title: `${severity} alert on ${hostname ?? "an unknown host"}`,
    message: `${describeAlert(alert)} (found ${formatAlertTime(createdOn)}, alert ${id})`,
    advice: "",
  };
}
