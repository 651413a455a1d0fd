import { defineCommand } from "../../../program/definition.js";
import { printScanReport } from "../../scan/print-scan-report.js";
import { readScanReport, scanReportSchema } from "../../scan/scan-report.js";
import { findScan, scanArgument } from "../find-scan.js";

export default defineCommand({
  description:
    "Show the results of a scan or response that has ended: its hosts, its alerts by severity, and the worst " +
    "alerts. `hunt result list` shows the scans, and `hunt task list` the tasks.",
  arguments: { id: scanArgument },
  examples: [
    { line: "hunt result get b2d89de3-b155-4fda-b00d-98036d6e43f0", does: "Show the results of a task" },
    {
      line: "hunt result get 7e1aef27-d823-4bbf-a6db-d6321495e47d --json",
      does: "Get the results of a scan as JSON",
    },
  ],
  schema: scanReportSchema,
  async run(context) {
    const { args, getClient, signal } = context;
    const client = await getClient();
    const { scanId, task } = await findScan(client, args.id, signal);
    const report = await readScanReport(
      client,
      { id: scanId, status: task?.status ?? undefined, scanId },
      signal,
    );
    await printScanReport(client, { ...report, taskId: task?.id ?? null }, undefined, context);
  },
});
