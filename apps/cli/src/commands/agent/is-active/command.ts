import { findAgent } from "../pick-agents.js";
import { agentSchema } from "../agent-table.js";
import { toLine } from "../../../output/escape.js";
import { defineCommand } from "../../../program/definition.js";
import { booleanFlag, requiredArgument } from "../../../program/flags.js";

export default defineCommand({
  description:
    "Ask HUNT whether an agent is connected now, and print true or false. In lists, the state of an agent " +
    "can be some minutes old.",
  arguments: { host: requiredArgument("Host name, IP address, or agent ID") },
  options: { exitCode: booleanFlag("Exit with code 3 if the agent is not connected") },
  examples: [
    { line: "hunt agent is-active SRV-LEI-0012", does: "Show whether an agent is connected" },
    {
      line: "hunt agent is-active SRV-LEI-0012 --exit-code && hunt agent scan SRV-LEI-0012",
      does: "Scan a host only if its agent is connected",
    },
  ],
  schema: {
    title: "An agent, and whether it is connected",
    type: "object",
    required: ["id", "isActive"],
    properties: {
      id: (agentSchema["properties"] as Readonly<Record<string, object>>)["id"],
      hostname: { type: ["string", "null"] },
      isActive: { type: "boolean", description: "Whether the agent is connected." },
    },
  },
  exitCodes: [3],
  async run({ args, options, getClient, out, signal }) {
    const client = await getClient();
    const { id, hostname = null } = await findAgent(client, args.host, signal);
    const isActive = await client.agents.isActive(id, { signal });
    await out.data({ id, hostname, isActive }, () => toLine(String(isActive)));
    return options.exitCode && !isActive ? 3 : 0;
  },
});
