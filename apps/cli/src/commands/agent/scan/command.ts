import { toLine } from "../../../output/escape.js";
import { formatCount } from "@huntkit/toolkit";
import { describeAgent } from "../agent-table.js";
import { agentActionOptions } from "../act-on-agents.js";
import { agentSelection, isNamedOnly, pickAgents } from "../pick-agents.js";
import { confirmAffected } from "../../../lists/guard-flags.js";
import { createDoubtWarning } from "../../../lists/known-names.js";
import { defineCommand } from "../../../program/definition.js";
import type { ExitCode } from "../../../program/errors.js";
import type { Output } from "../../../output/output.js";
import { choiceFlag } from "../../../program/flags.js";
import { startTask, waitForTask } from "../../task/run-task.js";
import { requireScanParts, requireWait, scanFlags, waitFlags } from "../../scan/scan-flags.js";
import { printScanReport } from "../../scan/print-scan-report.js";
import { createPendingReport, readScanReport, scanReportSchema } from "../../scan/scan-report.js";

/** Reports a scan without a task, which an instance may return (observed on a live instance). */
async function reportUntracked(out: Output, isWaiting: boolean): Promise<ExitCode> {
  out.note("HUNT returned no task for the scan. See the scan history in HUNT for the results.");
  await out.data(createPendingReport(null));
  return isWaiting ? 1 : 0;
}

export default defineCommand({
  description:
    "Scan hosts through their agents in one task, and print the task ID. With `--wait`, print the " +
    "results. For more than one host, the command lists them and asks for confirmation.",
  arguments: agentSelection.arguments,
  options: {
    ...agentActionOptions,
    options: scanFlags.options,
    antivirus: choiceFlag(["quick", "full"], "Run an antivirus scan instead of the scan in --options"),
    ...waitFlags,
  },
  examples: [
    { line: "hunt agent scan SRV-LEI-0012 --wait", does: "Scan a host, and show the results" },
    {
      line: "hunt agent scan SRV-LEI-0012 --antivirus quick",
      does: "Run a quick antivirus scan of a host",
    },
    {
      line: "hunt agent scan 'WS-LEI-*' --options process --yes --max-affected 50",
      does: "Scan at most 50 hosts without confirmation",
    },
  ],
  schema: scanReportSchema,
  asks: true,
  async run(context) {
    const { args, options, getClient, out, signal } = context;
    requireWait(options);
    if (!options.antivirus) requireScanParts(options.options);
    const client = await getClient();
    const agents = await pickAgents({ client, signal, warn: createDoubtWarning(out) }, args.host, options);
    const what =
      agents.length === 1 ? (agents[0]!.hostname ?? agents[0]!.id) : formatCount(agents.length, "host");
    if (agents.length > 1 || options.dryRun) {
      const total = isNamedOnly(args.host, options) ? null : await client.agents.count(undefined, { signal });
      const affected = { route: client.agents.route, count: agents.length, total };
      const action = `Scan ${what} at ${client.instance.name}`;
      await confirmAffected(context, affected, action, agents.map(describeAgent));
    }
    const { toAntivirusScan, toScanOptions } = await import("@huntkit/core");
    const scan = options.antivirus
      ? toAntivirusScan(options.antivirus)
      : { options: toScanOptions(options.options), taskName: undefined };
    const { userTaskId } = await startTask(() =>
      client.agents.scan(
        agents.map(({ id }) => id),
        scan.options,
        { taskName: scan.taskName, signal },
      ),
    );
    out.note(`✓ Started a scan of ${what}.`);
    if (userTaskId === null) return reportUntracked(out, options.wait);
    if (!options.wait) {
      await out.data(createPendingReport(userTaskId), ({ taskId }) => toLine(taskId ?? ""));
      return 0;
    }
    const ended = await waitForTask(context, userTaskId, `Scanning ${what}`, options.timeout);
    await printScanReport(client, await readScanReport(client, ended, signal), undefined, context);
    return 0;
  },
});
