import { actOnAgents, actedOnSchema, unprovenActionOptions } from "../act-on-agents.js";
import { agentSelection } from "../pick-agents.js";
import { defineCommand } from "../../../program/definition.js";

export default defineCommand({
  description:
    "Restore the network access of isolated hosts. The command lists the hosts and asks for " +
    "confirmation. HUNT does not document this request, so `--unproven` is required.",
  arguments: agentSelection.arguments,
  options: unprovenActionOptions,
  examples: [
    { line: "hunt agent restore SRV-LEI-0012 --unproven", does: "Restore the network access of a host" },
    {
      line: `hunt agent restore --where '{"isolated": true}' --dry-run`,
      does: "Show which hosts would be restored",
    },
  ],
  schema: actedOnSchema,
  asks: true,
  run: (context) =>
    actOnAgents(context, {
      order: (hosts) => `Restore ${hosts}`,
      done: "Restored",
      needless: { is: ({ isolated }) => isolated !== true, why: "is not isolated" },
      undocumented: "restoreAgents",
      run: ({ agents }, todo, settings) =>
        agents.restore(
          todo.map(({ id }) => id),
          settings,
        ),
    }),
});
