import { listSeveritiesFrom, severitiesWorstFirst } from "@huntkit/toolkit";
import { defineCommand } from "../../program/definition.js";
import { UsageError } from "../../program/errors.js";
import { choiceFlag, requiredArgument, stringFlag, booleanFlag } from "../../program/flags.js";
import { scanFlags, waitFlags } from "./scan-flags.js";
import { createPendingReport, readScanReport, listReportParts, scanReportSchema } from "./scan-report.js";
import { startScan } from "./start-scan.js";
import { waitForTask } from "../task/run-task.js";

export default defineCommand({
  description: `Scans a target group or a machine, and prints the task's id; with \`--wait\`, what was found.

A target group goes by its id or its name; whatever is none is taken for a host, by name or address, and is looked for as the vendor's own tools do: an active agent first, then an address that can be reached, in any group. Where HUNT knows neither, it goes into \`--target-group\`, or into the group \`OnDemand\`, which is made if need be.`,
  arguments: { subject: requiredArgument("A target group, or a host by name or address") },
  options: {
    ...scanFlags,
    targetGroup: stringFlag("name", "Where to look for a host first, and where it goes if it is in none"),
    credential: stringFlag("name", "What to sign in with on a host without an agent, by name or id"),
    enumerate: booleanFlag("Look for hosts in the target group first"),
    ...waitFlags,
    failOn: choiceFlag(
      severitiesWorstFirst,
      "With --wait: end with 1 where there is an alert as bad as this, or worse",
    ),
  },
  examples: [
    { line: "hunt scan 'Lab workstations' --wait", does: "Scan a group, and see what was found" },
    {
      line: "hunt scan srv-0042 --options process,autostart --extension 'E-Discovery'",
      does: "Scan some parts of a machine, with an extension",
    },
    {
      line: "hunt scan 10.1.2.3 --wait --timeout 30 --fail-on high",
      does: "Stop a pipeline where a machine is not clean",
    },
  ],
  schema: scanReportSchema,
  async run(context) {
    const { args, options, getClient, out, signal } = context;
    if (options.failOn !== undefined && !options.wait)
      throw new UsageError("--fail-on: only the end of the scan tells.", "Add --wait.");
    const { task, what } = await startScan(await getClient(), args.subject, options, signal);
    out.note(`✓ Begun: a scan of ${what}.`);
    if (!options.wait) {
      await out.data(createPendingReport(task.userTaskId), ({ taskId }) => `${taskId}\n`);
      return 0;
    }
    const ended = await waitForTask(context, task.userTaskId, `Scanning ${args.subject}`, options.timeout);
    const report = await readScanReport(await getClient(), ended, signal);
    await out.record(report, listReportParts);
    if (report.scanId === null) out.note("HUNT names no scan with its results.");
    const { failOn } = options;
    return failOn !== undefined &&
      listSeveritiesFrom(failOn).some((severity) => (report.alerts?.[severity] ?? 0) > 0)
      ? 1
      : 0;
  },
});
