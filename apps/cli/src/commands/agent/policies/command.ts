import { findAgent } from "../pick-agents.js";
import { wideFlag } from "../../../lists/list-flags.js";
import { listSchema } from "../../../lists/record-schema.js";
import { defineCommand } from "../../../program/definition.js";
import { requiredArgument } from "../../../program/flags.js";

export default defineCommand({
  description: "List the policies that apply to an agent, inherited ones included.",
  arguments: { host: requiredArgument("Host name, IP address, or agent ID") },
  options: { wide: wideFlag },
  examples: [{ line: "hunt agent policies SRV-LEI-0012", does: "List the policies of a host" }],
  schema: listSchema("Policies of an agent", {
    type: "object",
    required: ["id"],
    properties: {
      id: { type: "string", description: "ID of the policy." },
      name: { type: ["string", "null"] },
      type: { type: ["string", "null"], description: "Kind of policy." },
      active: { type: ["boolean", "null"] },
      disabled: { type: ["boolean", "null"] },
    },
  }),
  async run({ args, getClient, out, signal }) {
    const client = await getClient();
    const { id } = await findAgent(client, args.host, signal);
    const policies = await client.agents.policies(id, { signal });
    await out.list(policies, [
      { title: "Name", value: ({ name }) => name },
      { title: "Type", value: ({ type }) => type },
      { title: "Active", value: ({ active }) => (active ? "yes" : "no") },
      { title: "Disabled", value: ({ disabled }) => (disabled ? "yes" : "no"), isExtra: true },
      { title: "ID", value: (policy) => policy.id, isWhole: true, isExtra: true },
    ]);
    if (policies.length === 0 && out.format === "human") out.note("No policies found.");
  },
});
