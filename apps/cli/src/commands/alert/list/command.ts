import { alertFilters, toAlertWhere, alertColumns, alertSchema } from "../alert-table.js";
import { combineConditions } from "@huntkit/toolkit";
import { listFlags, sinceFlag } from "../../../lists/list-flags.js";
import { printRows } from "../../../lists/print-rows.js";
import { listSchema } from "../../../lists/record-schema.js";
import { defineCommand } from "../../../program/definition.js";
import { choiceFlag, booleanFlag } from "../../../program/flags.js";

export default defineCommand({
  description: `Lists alerts, the newest first: those that are not archived, unless \`--state\` says otherwise.

HUNT keeps alerts that are older than about 30 days apart; \`--from-archive\` lists these instead.`,
  options: {
    ...alertFilters,
    since: sinceFlag("Only those found since then: so long ago, such as 24h or 7d, or a date"),
    state: choiceFlag(["open", "archived", "all"], "Whether archived ones are listed", "open"),
    fromArchive: booleanFlag("List those that HUNT keeps apart, older than about 30 days"),
    ...listFlags,
    exitCode: booleanFlag("End with 1 where there is any: for pipelines"),
  },
  examples: [
    {
      line: "hunt alert list --severity high,critical --since 24h",
      does: "See what was bad since yesterday",
    },
    {
      line: "hunt alert list --host 'WS-LAB-*' --all --ndjson > lab.ndjson",
      does: "Get all alerts on some hosts, one a line",
    },
    {
      line: "hunt alert list --severity critical --since 1h --exit-code",
      does: "Stop a pipeline where there is something critical",
    },
  ],
  schema: listSchema("HUNT alerts", alertSchema),
  async run(context) {
    const { options, getClient, out, now } = context;
    const client = await getClient();
    const where = combineConditions(
      options.state === "all" ? {} : { archived: options.state === "archived" },
      options.since && { createdOn: { gte: options.since(now()) } },
      toAlertWhere(options),
    );
    const collection = options.fromArchive ? client.alertsArchive : client.alerts;
    const count = await printRows(
      collection,
      { where, order: "createdOn DESC" },
      alertColumns({ terminal: out.terminal, now: now() }),
      "alerts",
      context,
    );
    return options.exitCode && count > 0 ? 1 : 0;
  },
});
