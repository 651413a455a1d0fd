import { findAgent } from "../pick-agents.js";
import { agentSchema } from "../agent-table.js";
import { defineCommand } from "../../../program/definition.js";
import { UsageError } from "../../../program/errors.js";
import { requiredArgument } from "../../../program/flags.js";

export default defineCommand({
  description: "Rename an agent in HUNT. The name of the host itself does not change.",
  arguments: {
    host: requiredArgument("Host name, IP address, or agent ID"),
    name: requiredArgument("New name"),
  },
  examples: [
    {
      line: "hunt agent rename 10.30.12.87 build-server",
      does: "Rename an agent that is listed by its IP address",
    },
  ],
  schema: agentSchema,
  async run({ args, getClient, out, signal }) {
    const name = args.name.trim();
    if (name === "") throw new UsageError("The value of <name> is empty.", "Set the new name.");
    const client = await getClient();
    const { id, hostname } = await findAgent(client, args.host, signal);
    await client.agents.rename(id, name, { signal });
    if (out.format !== "human") await out.data(await client.agents.get(id, { signal }));
    out.note(`✓ Renamed ${hostname ?? id} to ${name}.`);
  },
});
