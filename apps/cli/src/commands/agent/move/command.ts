import { actOnAgents, actedOnSchema, unprovenActionOptions } from "../act-on-agents.js";
import { agentSelection } from "../pick-agents.js";
import { defineCommand } from "../../../program/definition.js";
import { UsageError } from "../../../program/errors.js";
import { stringFlag } from "../../../program/flags.js";
import { findTarget } from "../../target/find-target.js";

export default defineCommand({
  description:
    "Move agents to another location, whose target group has the same name and ID. The command lists the " +
    "agents and asks for confirmation. HUNT does not document this request, so `--unproven` is required.",
  arguments: agentSelection.arguments,
  options: {
    to: stringFlag("name", "Target group or location to move to, by name or ID (required)"),
    ...unprovenActionOptions,
  },
  examples: [
    {
      line: "hunt agent move SRV-LEI-0012 --to 'Lyon servers' --unproven",
      does: "Move the agent of a host to another location",
    },
  ],
  schema: actedOnSchema,
  asks: true,
  async run(context) {
    const { options, getClient, signal } = context;
    if (options.to === undefined)
      throw new UsageError(
        "Missing required flag --to.",
        "Run `hunt target list` to list all target groups.",
      );
    const { id, name } = await findTarget(await getClient(), options.to, signal);
    const place = name ?? id;
    await actOnAgents(context, {
      order: (hosts) => `Move ${hosts} to ${place}`,
      done: "Moved",
      needless: { is: ({ locationId }) => locationId === id, why: `is already in ${place}` },
      undocumented: "assignAgents",
      run: ({ agents }, todo, settings) =>
        agents.assignLocation(
          todo.map((agent) => agent.id),
          id,
          settings,
        ),
    });
  },
});
