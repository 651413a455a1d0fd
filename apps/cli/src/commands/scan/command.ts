import { toLine } from "../../output/escape.js";
import { allowPartialSummary, severitiesWorstFirst } from "@huntkit/toolkit";
import { guardFlags } from "../../lists/guard-flags.js";
import { defineCommand } from "../../program/definition.js";
import { choiceFlag, requiredArgument, booleanFlag } from "../../program/flags.js";
import { applyGate } from "./apply-gate.js";
import { hostFlags, requireScanParts, requireWait, scanFlags, waitFlags } from "./scan-flags.js";
import { printScanReport } from "./print-scan-report.js";
import { createPendingReport, readScanReport, scanReportSchema } from "./scan-report.js";
import { waitForTask } from "../task/run-task.js";

export default defineCommand({
  description: `Scan a target group or a host, and print the task ID. With \`--wait\`, print the results and the worst alerts.

If the argument is not the name or ID of a target group, it is used as a host name, an IP address, or the ID of an agent. If several agents have the same host name, use the ID. An active agent is preferred, then a reachable address in any target group. If there is neither, the command asks whether to add the host to \`--target-group\`, or to the group \`OnDemand\`, which is created if necessary. In a script, use \`--add-host\` for this.

With a response extension, such as \`Host Isolation\`, the scan acts on all its hosts. The command then shows how many there are, and asks for confirmation.

With \`--fail-on\`, the exit code is 0 only if all hosts were scanned. If some of them could not be scanned, it is 4, unless you set \`--allow-partial\`.`,
  arguments: { target: requiredArgument("Target group, host name, IP address, or agent ID") },
  options: {
    ...scanFlags,
    ...hostFlags,
    enumerate: booleanFlag("Discover the hosts of the target group before the scan"),
    expect: guardFlags.expect,
    maxAffected: guardFlags.maxAffected,
    ...waitFlags,
    failOn: choiceFlag(
      severitiesWorstFirst,
      "With --wait, exit with code 3 if any alert has this severity or a higher one",
    ),
    allowPartial: booleanFlag(`With --fail-on: ${allowPartialSummary}`),
  },
  examples: [
    { line: "hunt scan 'Lyon workstations' --wait", does: "Scan a target group, and show the results" },
    {
      line: "hunt scan SRV-LEI-0012 --options process,autostart --extension 'E-Discovery'",
      does: "Scan selected parts of a host, and run an extension",
    },
    {
      line: "hunt scan SRV-LEI-0012 --wait --timeout 30 --fail-on high",
      does: "Fail a pipeline if a scan finds severe alerts",
    },
  ],
  schema: scanReportSchema,
  exitCodes: [3, 4],
  asks: true,
  async run(context) {
    const { args, options, getClient, out, signal } = context;
    requireWait(options);
    requireScanParts(options.options, options.extension);
    const client = await getClient();
    const { startScan } = await import("./start-scan.js");
    const { task, what } = await startScan(client, args.target, options, context);
    out.note(`✓ Started a scan of ${what}.`);
    if (!options.wait) {
      await out.data(createPendingReport(task.userTaskId), ({ taskId }) => toLine(taskId ?? ""));
      return 0;
    }
    const ended = await waitForTask(context, task.userTaskId, `Scanning ${args.target}`, options.timeout);
    const report = await readScanReport(client, ended, signal);
    await printScanReport(client, report, options.failOn, context);
    return options.failOn === undefined ? 0 : applyGate(report, options.failOn, options.allowPartial);
  },
});
