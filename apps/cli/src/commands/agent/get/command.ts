import { findAgent } from "../pick-agents.js";
import { agentSchema, formatAgentState } from "../agent-table.js";
import { formatLocalTime } from "../../../lists/time-column.js";
import { defineCommand } from "../../../program/definition.js";
import { requiredArgument } from "../../../program/flags.js";

export default defineCommand({
  description:
    "Shows an agent: its host, its state, when it last reported, its target group, and its open alerts.",
  arguments: { host: requiredArgument("Host name, IP address, or agent ID") },
  examples: [{ line: "hunt agent get srv-0042", does: "Show the agent of a machine" }],
  schema: agentSchema,
  async run({ args, getClient, out, signal }) {
    const client = await getClient();
    const agent = await findAgent(client, args.host, signal);
    const open =
      out.format === "human"
        ? await Promise.all([
            client.alerts.count({ agentId: agent.id, archived: false }, { signal }),
            nameOf(agent.targetId),
          ])
        : null;
    await out.record(agent, ({ hostname, ipstring, os, osVersion, version, heartbeat, createdOn, id }) => [
      ["Host", hostname],
      ["Address", ipstring],
      ["State", formatAgentState(agent)],
      ["System", [os, osVersion].filter(Boolean).join(", ")],
      ["Agent's version", version],
      ["Last seen", formatLocalTime(heartbeat)],
      ["Known since", formatLocalTime(createdOn)],
      ["Target group", open?.[1]],
      ["Open alerts", open && String(open[0])],
      ["Id", id],
    ]);

    async function nameOf(targetId: string | null | undefined): Promise<string | null> {
      if (!targetId) return null;
      const target = await client.targets
        .list({ where: { id: targetId }, fields: ["name"] }, { signal })
        .first();
      return target?.name ?? targetId;
    }
  },
});
