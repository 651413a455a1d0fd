import { agentColumns, agentSchema } from "../agent-table.js";
import { matchPattern } from "@huntkit/toolkit";
import { combineFilters } from "../../../lists/combine-filters.js";
import { checkSeveralHosts, checkSeveralNames } from "../../../lists/known-host.js";
import { hostFlag, listFlags } from "../../../lists/list-flags.js";
import { readTableView } from "../../../lists/time-column.js";
import { printRows } from "../../../lists/print-rows.js";
import { listSchema } from "../../../lists/record-schema.js";
import { defineCommand } from "../../../program/definition.js";
import { choiceFlag, stringFlag, stringListFlag } from "../../../program/flags.js";
import { findTarget } from "../../target/find-target.js";

const states = {
  all: {},
  active: { active: true },
  inactive: { active: false },
  isolated: { isolated: true },
  unauthorized: { authorized: false },
} as const;

export default defineCommand({
  description: "List agents, sorted by host name, with their state and when they were last seen.",
  options: {
    host: hostFlag,
    group: stringFlag("name", "Filter by target group, by name or ID"),
    os: stringListFlag("name", "Filter by operating system, for example windows or linux"),
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
    const checkHosts = await checkSeveralHosts(client, options.host, signal);
    const checkSystems = await checkSeveralNames(options.os, async () => {
      const { requireKnownSystems } = await import("../known-systems.js");
      await requireKnownSystems(client, options.os, signal);
    });
    const target = options.group === undefined ? undefined : await findTarget(client, options.group, signal);
    const where = await combineFilters({
      flags: {
        "--host": matchPattern("hostname", options.host),
        "--os": matchPattern("os", options.os),
        "--group": target && { locationId: target.id },
        "--state": states[options.state],
      },
      where: options.where,
    });
    await printRows(
      client.agents,
      { where, order: "hostname" },
      agentColumns(await readTableView(context)),
      "agents",
      context,
      {
        async checkEmpty() {
          await checkHosts();
          await checkSystems();
        },
      },
    );
  },
});
