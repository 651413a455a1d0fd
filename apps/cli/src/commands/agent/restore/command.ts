import { actOnAgents, actedOnSchema, unprovenActionOptions } from "../act-on-agents.js";
import { agentSelection } from "../pick-agents.js";
import { defineCommand } from "../../../program/definition.js";

export default defineCommand({
  description:
    "Restores the network access of isolated machines. The command lists them and asks for confirmation. HUNT's request for this is not public, so it requires `--unproven`.",
  arguments: agentSelection.arguments,
  options: unprovenActionOptions,
  examples: [
    { line: "hunt agent restore SRV-LEI-0012 --unproven", does: "Restore a machine" },
    {
      line: `hunt agent restore --where '{"isolated": true}' --dry-run`,
      does: "Show which machines are isolated",
    },
  ],
  schema: actedOnSchema,
  asks: true,
  run: (context) =>
    actOnAgents(context, {
      order: (machines) => `Restore ${machines}`,
      done: "Restored",
      needless: { is: ({ isolated }) => isolated !== true, why: "is not isolated" },
      run: ({ agents }, todo, settings) =>
        agents.restore(
          todo.map(({ id }) => id),
          settings,
        ),
    }),
});
