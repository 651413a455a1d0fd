import { reports } from "@huntkit/catalog";
import type { HuntClient, Rows } from "@huntkit/core";
import { recordSchema } from "../../../lists/record-schema.js";
import { sinceFlag } from "../../../lists/list-flags.js";
import { toLine } from "../../../output/escape.js";
import { defineCommand } from "../../../program/definition.js";
import { CommandError, UsageError } from "../../../program/errors.js";
import { booleanFlag, integerFlag, requiredArgument, stringFlag } from "../../../program/flags.js";
import { findTarget } from "../../target/find-target.js";

/** Polling interval of a report, in milliseconds. */
const pollIntervalMs = 5_000;

const defaultTimeoutMinutes = 15;

export default defineCommand({
  description:
    "Create a report, and print its ID. HUNT needs some time to create it: use `--wait`, and then " +
    "`hunt report download`.",
  arguments: { name: requiredArgument("Name of the report") },
  options: {
    type: { ...stringFlag("string", "Kind of report"), fallback: "executiveThreat" },
    fileFormat: { ...stringFlag("string", "Format of the file"), fallback: "pdf" },
    targetGroup: stringFlag(
      "name",
      "Target group of the report, by name or ID. Without it, the whole instance",
    ),
    since: sinceFlag("Start of the period: 24h, 7d, or an ISO 8601 time", "30d"),
    wait: booleanFlag("Wait until the report is complete"),
    timeout: {
      ...integerFlag("Maximum time to wait in minutes", 1),
      fallback: String(defaultTimeoutMinutes),
    },
  },
  examples: [
    { line: "hunt report create 'Threats of March' --since 31d", does: "Start a report" },
    {
      line: "hunt report create 'Lyon' --target-group 'Lyon workstations' --since 7d",
      does: "Start a report about a target group",
    },
  ],
  schema: recordSchema(reports),
  async run(context) {
    const { args, options, getClient, out, serverTime, signal } = context;
    const { type, fileFormat: format, targetGroup, wait, timeout } = options;
    const name = args.name.trim();
    if (name === "") throw new UsageError("The value of <name> is empty.", "Set the name of the report.");
    if (timeout !== undefined && !wait)
      throw new UsageError("--timeout requires --wait.", "Add --wait, or remove --timeout.");
    const client = await getClient();
    const now = await serverTime();
    const target = targetGroup === undefined ? undefined : await findTarget(client, targetGroup, signal);
    const started = await client.reports.create(
      {
        name,
        type: type ?? "executiveThreat",
        format: format ?? "pdf",
        targetId: target?.id,
        startDate: options.since(now),
        endDate: new Date(now).toISOString(),
      },
      { signal },
    );
    const report = wait
      ? await waitForReport(client, started, timeout ?? defaultTimeoutMinutes, signal)
      : started;
    await out.data(report, ({ id }) => toLine(id));
    out.note(wait ? "✓ The report is complete." : "✓ Started the report.");
  },
});

/** Waits until the status of a report is `complete`, which a client that runs against live instances reads. */
async function waitForReport(
  { reports: collection, clock }: HuntClient,
  { id }: Rows.Report,
  timeoutMinutes: number,
  signal: AbortSignal,
): Promise<Rows.Report> {
  const end = clock.now() + timeoutMinutes * 60_000;
  for (;;) {
    const report = await collection.get(id, { signal });
    const status = report.status?.toLowerCase();
    if (status === "complete" || status === "completed") return report;
    if (status === "failed" || status === "error")
      throw new CommandError(`HUNT could not make the report ${id}: its status is "${report.status ?? ""}".`);
    if (clock.now() >= end)
      throw new CommandError(
        `The report ${id} is not complete after ${timeoutMinutes} minutes.`,
        `To show its status, run: hunt report get ${id}`,
      );
    await clock.sleep(pollIntervalMs, signal);
  }
}
