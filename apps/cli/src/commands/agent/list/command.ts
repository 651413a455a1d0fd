import { agentColumns, agentSchema } from "../agent-table.js";
import { combineConditions, matchPattern } from "@huntkit/toolkit";
import { requireKnownHost } from "../../../lists/known-host.js";
import { listFlags } from "../../../lists/list-flags.js";
import { printRows } from "../../../lists/print-rows.js";
import { listSchema } from "../../../lists/record-schema.js";
import { defineCommand } from "../../../program/definition.js";
import { choiceFlag, stringFlag } from "../../../program/flags.js";
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
    host: stringFlag("name", "Filter by host name (* matches any characters)"),
    group: stringFlag("name", "Filter by target group, by name or ID"),
    os: stringFlag("name", "Filter by operating system, for example windows or linux"),
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
    const { options, getClient, out, now, signal } = context;
    const client = await getClient();
    const target = options.group === undefined ? undefined : await findTarget(client, options.group, signal);
    const where = combineConditions(
      matchPattern("hostname", options.host),
      matchPattern("os", options.os),
      target && { locationId: target.id },
      states[options.state],
      options.where,
    );
    await printRows(
      client.agents,
      { where, order: "hostname" },
      agentColumns({ terminal: out.terminal, now: now() }),
      "agents",
      context,
      () => requireKnownHost(client, options.host, signal),
    );
  },
});
