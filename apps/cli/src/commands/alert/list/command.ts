import { alertFilters, toAlertWhere, alertColumns, alertSchema } from "../alert-table.js";
import { combineConditions } from "@huntkit/toolkit";
import { checkSeveralHosts } from "../../../lists/known-host.js";
import { listFlags, sinceFlag } from "../../../lists/list-flags.js";
import { printRows } from "../../../lists/print-rows.js";
import { listSchema } from "../../../lists/record-schema.js";
import { defineCommand } from "../../../program/definition.js";
import { choiceFlag, booleanFlag } from "../../../program/flags.js";

export default defineCommand({
  description: `List alerts, newest first. By default, this only lists open alerts.

HUNT moves alerts older than about 30 days to a separate archive. To list these, use \`--from-archive\`.`,
  options: {
    ...alertFilters,
    since: sinceFlag("Filter by time: 30m, 24h, 7d, or an ISO 8601 time"),
    state: choiceFlag(["open", "archived", "all"], "Filter by state", "open"),
    fromArchive: booleanFlag("List alerts from the archive"),
    ...listFlags,
    exitCode: booleanFlag("Exit with code 3 if any alert matches"),
  },
  examples: [
    {
      line: "hunt alert list --severity high,critical --since 24h",
      does: "List severe alerts of the last day",
    },
    {
      line: "hunt alert list --host 'WS-LEI-*' --all --ndjson > leipzig.ndjson",
      does: "Save all alerts of some hosts, one per line",
    },
    {
      line: "hunt alert list --severity critical --since 1h --exit-code",
      does: "Fail a pipeline if there are critical alerts",
    },
  ],
  schema: listSchema("HUNT alerts", alertSchema),
  exitCodes: [3],
  async run(context) {
    const { options, getClient, out, now, signal } = context;
    const client = await getClient();
    const where = combineConditions(
      options.state === "all" ? {} : { archived: options.state === "archived" },
      options.since && { createdOn: { gte: options.since(now()) } },
      toAlertWhere(options),
    );
    const checkEmpty = await checkSeveralHosts(client, options.host, signal);
    const collection = options.fromArchive ? client.alertsArchive : client.alerts;
    const count = await printRows(
      collection,
      { where, order: "createdOn DESC" },
      alertColumns({ terminal: out.terminal, now: now() }),
      "alerts",
      context,
      checkEmpty,
    );
    return options.exitCode && count > 0 ? 3 : 0;
  },
});
