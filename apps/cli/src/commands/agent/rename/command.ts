import { findAgent } from "../pick-agents.js";
import { agentSchema } from "../agent-table.js";
import { defineCommand } from "../../../program/definition.js";
import { UsageError } from "../../../program/errors.js";
import { requiredArgument } from "../../../program/flags.js";

export default defineCommand({
  description: "Renames an agent in HUNT. The machine keeps its own name.",
  arguments: {
    host: requiredArgument("Host name, IP address, or agent ID"),
    name: requiredArgument("The new name"),
  },
  examples: [
    {
      line: "hunt agent rename 10.30.12.87 build-server",
      does: "Name a machine that is known by its address",
    },
  ],
  schema: agentSchema,
  async run({ args, getClient, out, signal }) {
    const name = args.name.trim();
    if (name === "") throw new UsageError("The argument <name> is empty.", "Enter the new name.");
    const client = await getClient();
    const { id, hostname } = await findAgent(client, args.host, signal);
    await client.agents.rename(id, name, { signal });
    if (out.format !== "human") await out.data(await client.agents.get(id, { signal }));
    out.note(`✓ Renamed: ${hostname ?? id} is now ${name}.`);
  },
});
