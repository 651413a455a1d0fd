import { toLine } from "../../output/escape.js";
import { listSeveritiesFrom, severitiesWorstFirst } from "@huntkit/toolkit";
import { defineCommand } from "../../program/definition.js";
import { UsageError } from "../../program/errors.js";
import { choiceFlag, requiredArgument, stringFlag, booleanFlag } from "../../program/flags.js";
import { scanFlags, waitFlags } from "./scan-flags.js";
import { createPendingReport, readScanReport, listReportParts, scanReportSchema } from "./scan-report.js";
import { startScan } from "./start-scan.js";
import { waitForTask } from "../task/run-task.js";

export default defineCommand({
  description: `Scans a target group or a machine, and prints the task ID. With \`--wait\`, prints the results.

If the argument is not the name or ID of a target group, it is treated as the name or address of a host. As in the vendor's tools, an active agent is preferred, then a reachable address in any group. If neither exists, the host is added to \`--target-group\`, or to the group \`OnDemand\`, which is created if necessary.`,
  arguments: { subject: requiredArgument("Target group, or name or address of a host") },
  options: {
    ...scanFlags,
    targetGroup: stringFlag("name", "Target group to search first, and to which a new host is added"),
    credential: stringFlag("name", "Credential for hosts without an agent, by name or ID"),
    enumerate: booleanFlag("Discover the hosts of the target group before the scan"),
    ...waitFlags,
    failOn: choiceFlag(
      severitiesWorstFirst,
      "With --wait: exit with code 1 if any alert has this severity or a higher one",
    ),
  },
  examples: [
    { line: "hunt scan 'Lab workstations' --wait", does: "Scan a target group, and show the results" },
    {
      line: "hunt scan srv-0042 --options process,autostart --extension 'E-Discovery'",
      does: "Scan selected parts of a machine, with an extension",
    },
    {
      line: "hunt scan 10.1.2.3 --wait --timeout 30 --fail-on high",
      does: "Fail a pipeline if a scan finds severe alerts",
    },
  ],
  schema: scanReportSchema,
  async run(context) {
    const { args, options, getClient, out, signal } = context;
    if (options.failOn !== undefined && !options.wait)
      throw new UsageError("--fail-on requires --wait.", "Add --wait.");
    const { task, what } = await startScan(await getClient(), args.subject, options, signal);
    out.note(`✓ Started a scan of ${what}.`);
    if (!options.wait) {
      await out.data(createPendingReport(task.userTaskId), ({ taskId }) => toLine(taskId ?? ""));
      return 0;
    }
    const ended = await waitForTask(context, task.userTaskId, `Scanning ${args.subject}`, options.timeout);
    const report = await readScanReport(await getClient(), ended, signal);
    await out.record(report, listReportParts);
    if (report.scanId === null) out.note("HUNT returned no scan with the results.");
    const { failOn } = options;
    return failOn !== undefined &&
      listSeveritiesFrom(failOn).some((severity) => (report.alerts?.[severity] ?? 0) > 0)
      ? 1
      : 0;
  },
});
