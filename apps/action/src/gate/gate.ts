import { type Context, type FeatureStep, reportSkipped, requireUsableToken } from "../feature.js";
import { findAlerts, findScanAlerts, toGate, maxShown, type FoundAlerts, type Gate } from "./find-alerts.js";
import type { Alert } from "@huntkit/core";
import { formatMarkdownBlock, formatMarkdownTable, toMarkdown, toMarkdownCode } from "@huntkit/core/escape";
import { formatCount, formatCountBars, formatDateTime, formatNumber } from "@huntkit/toolkit";
import { addToSummary, annotateEach, logInfo } from "../report/runner-output.js";
import type { Finding } from "../report/finding.js";
import { setOutput } from "../report/outputs.js";

const orList = new Intl.ListFormat("en", { type: "disjunction" });

/** Creates the step that fails if there are new alerts or, after a scan, if that scan raised alerts. */
export function prepare({ env, inputs, signal }: Context): FeatureStep {
  const gate = toGate(inputs);
  return requireUsableToken("Alert gate", async ({ hunt, health, scanId }) => {
    if (gate.scan !== undefined) {
      if (scanId === undefined) reportSkipped("Alert gate", "the scan has no results.");
      else await reportAlerts(await findScanAlerts(hunt, gate, scanId, signal), gate, env);
      return;
    }
    const now = health === null ? Date.now() : Date.parse(health.checkedAt);
    await reportAlerts(await findAlerts(hunt, gate, now, signal), gate, env);
  });
}

/** Reports the alerts in annotations, which fail the step, an output, and the job summary. */
export async function reportAlerts(found: FoundAlerts, gate: Gate, env: NodeJS.ProcessEnv): Promise<void> {
  setOutput("alerts", found.total);
  logInfo(`${formatHeadline(found, gate, (name) => `"${name}"`)}.`);
  annotateEach(found.alerts.map(toFinding), found.total, "alerts");
  const rows = found.alerts.map(({ severity, createdOn, hostname, name, description }) => [
    toMarkdownCode(severity ?? ""),
    toMarkdown(formatCreatedOn(createdOn)),
    toMarkdownCode(hostname ?? ""),
    toMarkdownCode([name, description].filter(Boolean).join(": ")),
  ]);
  const more = found.total - rows.length;
  const parts =
    found.total === 0
      ? []
      : [
          formatMarkdownBlock(formatCountBars(found.counts)),
          formatMarkdownTable(["Severity", "Found", "Host", "Alert"], rows),
          ...(more > 0 ? [`${formatNumber(more)} more. The table shows the worst ${maxShown}.\n`] : []),
        ];
  const heading = `### ${found.total === 0 ? "✅" : "❌"} ${formatHeadline(found, gate, toMarkdownCode)}\n`;
  await addToSummary(toMarkdown(`${[heading, ...parts].join("\n")}\n`), env);
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
    `of severity ${orList.format(severities.toReversed())}`,
    ...(scan === undefined ? [] : ["in this scan"]),
    ...(targetGroup === undefined ? [] : [`in the target group ${quote(targetGroup)}`]),
    ...(hostname === undefined ? [] : [`on the host ${quote(hostname)}`]),
    ...(since === null ? [] : [`since ${formatDateTime(since)}`]),
  ].join(" ");
}

function toFinding({ id, severity, createdOn, hostname, name, description }: Alert): Finding {
  const message = `${[name, description].filter(Boolean).join(": ")} (found ${formatCreatedOn(createdOn)}, alert ${id})`;
  return {
    code: "ACTION_ALERT_FOUND",
    level: "error",
    title: `${severity} alert on ${hostname ?? "an unknown host"}`,
    message,
    advice: "",
  };
}

/** Formats an ISO 8601 time from HUNT, which might not be valid. */
function formatCreatedOn(createdOn: string | null | undefined): string {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(createdOn ?? "")
    ? formatDateTime(createdOn!)
    : "at an unknown time";
}
