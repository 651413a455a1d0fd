import * as z from "zod/mini";
import { agentDetailSchema, agentSchema } from "../../agent/agent-table.js";
import { readAgentDetails } from "../../agent/get/command.js";
import { agentStates, selectAgents } from "../../agent/agent-filters.js";
import { findAgent } from "../../agent/pick-agents.js";
import { described, group, hosts, pageInputs, text, texts, where, withDefault, word } from "../inputs.js";
import { listOutput, listRows } from "../list-rows.js";
import { defineTool } from "../tool.js";
import { pickProperties } from "../tool-schemas.js";

/** The fields of an agent in a list. `get_agent` has the others. */
export const agentFields = [
  "id",
  "hostname",
  "ipstring",
  "os",
  "active",
  "authorized",
  "isolated",
  "heartbeat",
  "locationId",
] as const;

/** The schema of an agent in a list. */
export const agentRowSchema = pickProperties(agentSchema, agentFields);

/** The inputs that select agents. */
export const agentInputs = {
  host: hosts,
  group,
  os: texts("Only these operating systems. * matches any characters, for example *windows*"),
  where,
};

const states = ["all", "active", "inactive", "isolated", "unauthorized"] as const;

export const listAgents = defineTool({
  name: "list_agents",
  title: "List agents",
  description:
    "List agents, which are the hosts that HUNT protects, by host name: their address, operating system, state, and when " +
    "they were last seen.",
  command: "agent list",
  input: z.strictObject({
    ...agentInputs,
    state: word(states, described(withDefault(z.enum(states), "all"), "State")),
    ...pageInputs,
  }),
  output: listOutput(agentRowSchema),
  async run(input, call) {
    const { client, signal } = call;
    const { host, group: target, os = [], where: condition, state } = input;
    const flags = { host, group: target, os, where: condition };
    const selected = await selectAgents(client, flags, signal, agentStates[state]);
    const filter = { where: selected.where, order: "hostname", fields: agentFields } as const;
    return listRows(client.agents, filter, input, "agents", call, selected.checkEmpty);
  },
});

export const getAgent = defineTool({
  name: "get_agent",
  title: "Show an agent",
  description:
    "Show all details of an agent: its state, its antivirus, its organization, and its number of open alerts.",
  command: "agent get",
  input: z.strictObject({ host: text("Host name, IP address, or agent ID") }),
  output: {
    agent: { ...pickProperties(agentDetailSchema, agentFields), description: "The agent, with all fields." },
    openAlerts: { type: "integer", description: "Number of its open alerts." },
  },
  async run({ host }, { client, signal }) {
    const agent = await readAgentDetails(client, await findAgent(client, host, signal), signal);
    const openAlerts = await client.alerts.count({ agentId: agent.id, archived: false }, { signal });
    return { summary: `The agent at ${client.instance.name}.`, data: { agent, openAlerts } };
  },
});
