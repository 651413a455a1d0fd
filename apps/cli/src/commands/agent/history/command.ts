import { scanHistoryTrackings } from "@huntkit/catalog";
import { findAgent } from "../pick-agents.js";
import { combineFilters } from "../../../lists/combine-filters.js";
import { listFlags } from "../../../lists/list-flags.js";
import { printRows } from "../../../lists/print-rows.js";
import { listSchema, recordSchema } from "../../../lists/record-schema.js";
import { readTableView, timeColumn } from "../../../lists/time-column.js";
import { defineCommand } from "../../../program/definition.js";
import { requiredArgument } from "../../../program/flags.js";

export default defineCommand({
  description:
    "List the antivirus scans of an agent, newest first. A scan appears some seconds after it has ended.",
  arguments: { host: requiredArgument("Host name, IP address, or agent ID") },
  options: listFlags,
  examples: [{ line: "hunt agent history SRV-LEI-0012", does: "List the antivirus scans of a host" }],
  schema: listSchema("Antivirus scans", recordSchema(scanHistoryTrackings)),
  async run(context) {
    const { args, options, getClient, signal } = context;
    const client = await getClient();
    const { id } = await findAgent(client, args.host, signal);
    const where = await combineFilters({ flags: { "<host>": { agentId: id } }, where: options.where });
    const view = await readTableView(context);
    await printRows(
      client.scanHistoryTrackings,
      { where, order: "createdOn DESC" },
      [
        { title: "Type", value: ({ scanType }) => scanType },
        { title: "Status", value: ({ status }) => status },
        timeColumn("Scanned", ({ scanTime }) => scanTime, view),
        { title: "ID", value: (row) => row.id, isWhole: true, isExtra: true },
      ],
      "antivirus scans",
      context,
    );
  },
});
