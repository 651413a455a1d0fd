import { alertDimensions } from "@huntkit/toolkit";
import { topFlag } from "../../../lists/list-flags.js";
import { alertCountProperties } from "../../../lists/summary-schema.js";
import { defineCommand } from "../../../program/definition.js";
import { choiceFlag, choiceListFlag, stringFlag } from "../../../program/flags.js";
import { alertFilters } from "../alert-table.js";
import { groupFlag } from "../group-filter.js";

export default defineCommand({
  description: `Count the alerts of a period by severity, day, target group, and host, and compare their number with the period before.

By default, this counts open and archived alerts, because alerts of earlier days are often archived already. Days are those of your time zone: the variable \`TZ\`, or the setting of this machine.

In a terminal, the numbers have bars, in ASCII if the locale is not UTF-8, and the last line is the command that lists these alerts. In a pipe, each count is one line. With \`--format markdown\`, the summary has tables and Mermaid charts, for a job summary or a comment.`,
  options: {
    ...alertFilters,
    group: groupFlag,
    since: stringFlag("duration", "Start of the period: 24h, 7d, or an ISO 8601 time", { fallback: "7d" }),
    state: choiceFlag(["open", "archived", "all"], "Filter by state", "all"),
    by: {
      ...choiceListFlag(alertDimensions, "What to count by, comma-separated"),
      fallback: "severity,day,group,host",
    },
    top: topFlag,
  },
  examples: [
    { line: "hunt alert summary", does: "Show the alerts of the last 7 days" },
    { line: "hunt alert summary --since 24h --state open", does: "Show the open alerts of the last day" },
    {
      line: "hunt alert summary --severity high,critical --by host,rule --top 10",
      does: "Rank hosts and rules by their severe alerts",
    },
    {
      line: "hunt alert summary --json | jq '.by.day'",
      does: "Get the number of alerts of each day",
    },
    {
      line: 'hunt alert summary --format markdown >> "${GITHUB_STEP_SUMMARY:-summary.md}"',
      does: "Add the summary to the job summary of a workflow",
    },
  ],
  schema: {
    title: "Numbers of alerts",
    type: "object",
    required: ["since", "until", "timeZone", "alerts", "hosts", "critical", "open", "previousAlerts", "by"],
    properties: {
      ...alertCountProperties,
      timeZone: { type: "string", description: "Time zone of the days, for example `Europe/Berlin`." },
    },
  },
  formats: ["markdown"],
  // A condition on another period than that of --since would be a row of zeros.
  decides: true,
  async run(context) {
    const { summarizeAlertsOfPeriod } = await import("./run.js");
    await summarizeAlertsOfPeriod(context);
  },
});
