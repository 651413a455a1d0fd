import { type Agent, type HuntClient, HuntNotFoundError, type Rows } from "@huntkit/core";
import { findAgent } from "../pick-agents.js";
import { agentDetailSchema, formatAgentState } from "../agent-table.js";
import { formatLocalTime } from "../../../lists/time-column.js";
import { defineCommand } from "../../../program/definition.js";
import { requiredArgument } from "../../../program/flags.js";

export default defineCommand({
  description:
    "Show an agent: its host, its state, when it was last seen, its target group, and its number of open alerts.",
  arguments: { host: requiredArgument("Host name, IP address, or agent ID") },
  examples: [{ line: "hunt agent get SRV-LEI-0012", does: "Show the agent of a host" }],
  schema: agentDetailSchema,
  async run({ args, getClient, out, signal }) {
    const client = await getClient();
    const agent = await readDetails(client, await findAgent(client, args.host, signal), signal);
    const open =
      out.format === "human"
        ? await Promise.all([
            client.alerts.count({ agentId: agent.id, archived: false }, { signal }),
            agent.locationName ?? readGroupName(client, agent.locationId, signal),
          ])
        : null;
    await out.record(agent, ({ hostname, ipstring, os, version, heartbeat, organizationName, id }) => [
      ["Host", hostname],
      ["Address", ipstring],
      ["State", formatAgentState(agent)],
      ["System", os],
      ["Agent version", version],
      ["Last seen", formatLocalTime(heartbeat)],
      ["Antivirus scan", formatLocalTime(agent.lastAvScanTime)],
      ["Organization", organizationName],
      ["Target group", open?.[1]],
      ["Open alerts", open && String(open[0])],
      ["ID", id],
    ]);
  },
});

/** Returns the details of an agent, or the agent itself if this instance has none. */
async function readDetails(
  { agentDetails }: HuntClient,
  agent: Agent,
  signal: AbortSignal,
): Promise<Rows.AgentDetail> {
  return agentDetails.get(agent.id, { signal }).catch((error: unknown) => {
    if (error instanceof HuntNotFoundError) return agent;
    throw error;
  });
}

/** The location of an agent has the ID of its target group (observed on live instances). */
async function readGroupName(
  { targets }: HuntClient,
  locationId: string | null | undefined,
  signal: AbortSignal,
): Promise<string | null> {
  if (!locationId) return null;
  const target = await targets.list({ where: { id: locationId }, fields: ["name"] }, { signal }).first();
  return target?.name ?? locationId;
}
