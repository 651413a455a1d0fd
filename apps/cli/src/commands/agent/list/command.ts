import { agentColumns, agentSchema } from "../agent-table.js";
import { agentFilters, agentStates, selectAgents } from "../agent-filters.js";
import { listFlags } from "../../../lists/list-flags.js";
import { readTableView } from "../../../lists/time-column.js";
import { printRows } from "../../../lists/print-rows.js";
import { listSchema } from "../../../lists/record-schema.js";
import { defineCommand } from "../../../program/definition.js";
import { choiceFlag } from "../../../program/flags.js";

export default defineCommand({
  description: `List agents, sorted by host name, with their state and when they were last seen.

An agent is active if its HUNT field \`active\` is true. It can be isolated or unauthorized, too.`,
  options: {
    ...agentFilters,
    state: choiceFlag(["all", "active", "inactive", "isolated", "unauthorized"], "Filter by state", "all"),
    ...listFlags,
  },
  examples: [
    { line: "hunt agent list --group 'Lyon workstations'", does: "List the agents of a target group" },
    { line: "hunt agent list --state isolated", does: "List isolated hosts" },
    {
      line: "hunt agent list --state inactive --all --json | jq -r '.[].hostname'",
      does: "Get the host names of all inactive agents",
    },
  ],
  schema: listSchema("HUNT agents", agentSchema),
  async run(context) {
    const { options, getClient, signal } = context;
    const client = await getClient();
    const { where, checkEmpty } = await selectAgents(client, options, signal, agentStates[options.state]);
    await printRows(
      client.agents,
      { where, order: "hostname" },
      agentColumns(await readTableView(context)),
      "agents",
      context,
      { checkEmpty },
    );
  },
});
