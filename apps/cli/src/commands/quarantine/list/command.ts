import { findAgent } from "../../agent/pick-agents.js";
import { combineFilters } from "../../../lists/combine-filters.js";
import { listFlags } from "../../../lists/list-flags.js";
import { printRows } from "../../../lists/print-rows.js";
import { listSchema } from "../../../lists/record-schema.js";
import { readTableView } from "../../../lists/time-column.js";
import { defineCommand } from "../../../program/definition.js";
import { choiceFlag, stringFlag } from "../../../program/flags.js";
import { fileColumns, fileSchema } from "../file-table.js";

/** HUNT changes the case of the status. */
const states = {
  quarantined: { status: { regexp: /^quarantined$/i } },
  restored: { status: { regexp: /^restored$/i } },
} as const;

export default defineCommand({
  description: "List files in quarantine, and restored ones, newest first.",
  options: {
    host: stringFlag("name", "Filter by host name, IP address, or agent ID"),
    alert: stringFlag("id", "Filter by the ID of the alert"),
    state: choiceFlag(["quarantined", "restored"], "Filter by state"),
    ...listFlags,
  },
  examples: [
    { line: "hunt quarantine list --state quarantined", does: "List the files in quarantine" },
    {
      line: "hunt quarantine list --alert 1ca80350-9aba-4808-ba99-0ba619225ce1",
      does: "List what was put in quarantine for an alert",
    },
  ],
  schema: listSchema("Quarantined files", fileSchema),
  async run(context) {
    const { options, getClient, signal } = context;
    const { host, alert, state } = options;
    const client = await getClient();
    const agent = host === undefined ? undefined : await findAgent(client, host, signal);
    const where = await combineFilters({
      flags: {
        "--host": agent && { agentId: agent.id },
        "--alert": alert === undefined ? undefined : { alertId: alert },
        "--state": state && states[state],
      },
      where: options.where,
    });
    await printRows(
      client.quarantinedFiles,
      { where, order: "createdOn DESC" },
      fileColumns(await readTableView(context)),
      "quarantined files",
      context,
    );
  },
});
