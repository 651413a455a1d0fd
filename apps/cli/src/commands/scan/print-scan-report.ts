import { readTableView } from "../../lists/time-column.js";
import type { Alert, HuntClient, Severity } from "@huntkit/core";
import { quoteForShell } from "@huntkit/core/escape";
import { listSeveritiesFrom, severitiesWorstFirst } from "@huntkit/toolkit";
import type { Context } from "../../program/context.js";
import { alertColumns } from "../alert/alert-table.js";
import { countAlertsFrom, listReportParts, type ScanReport } from "./scan-report.js";

/** Maximum number of alerts to show. */
const maxAlerts = 10;

/** Maximum number of alerts to read: one page. */
const maxRead = 1_000;

/**
 * Prints the results of a scan. In a terminal, this includes the worst alerts, and the command that lists
 * all of them.
 *
 * @param least lowest severity to show. Default: all.
 */
export async function printScanReport(
  client: HuntClient,
  report: ScanReport,
  least: Severity | undefined,
  { out, serverTime, signal }: Pick<Context, "out" | "serverTime" | "signal">,
): Promise<void> {
  await out.record(report, listReportParts);
  if (report.scanId === null) return out.note("HUNT returned no results for this task.");
  const count = countAlertsFrom(report, least ?? "low");
  if (out.format !== "human" || count === 0) return;
  const where = { scanId: report.scanId, ...(least && { severity: { inq: listSeveritiesFrom(least) } }) };
  const alerts = await client.alerts.list({ where, limit: maxRead }, { signal }).toArray();
  out.note("");
  await out.rows(
    alerts.sort((one, other) => getRank(one) - getRank(other)).slice(0, maxAlerts),
    alertColumns(await readTableView({ out, serverTime })),
  );
  out.note(
    `${count > maxAlerts ? `Showing ${maxAlerts} of ${count} alerts. List all` : "List them"}: hunt alert list --where ${quoteForShell(JSON.stringify(where))} --all`,
  );
}

/** Returns the position of a severity, the worst first, and unknown ones last. */
function getRank({ severity }: Alert): number {
  const rank = severitiesWorstFirst.findIndex((each) => each === severity);
  return rank < 0 ? severitiesWorstFirst.length : rank;
}
