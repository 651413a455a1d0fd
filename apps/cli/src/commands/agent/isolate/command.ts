import { actOnAgents, actedOnSchema, unprovenActionOptions } from "../act-on-agents.js";
import { agentSelection } from "../pick-agents.js";
import { defineCommand } from "../../../program/definition.js";

export default defineCommand({
  description:
    "Isolates machines from all network traffic except HUNT's, until you run `hunt agent restore`. The command lists them and asks for confirmation. HUNT's request for this is not public, so it requires `--unproven`.",
  arguments: agentSelection.arguments,
  options: unprovenActionOptions,
  examples: [
    { line: "hunt agent isolate SRV-LEI-0012 --unproven", does: "Isolate a machine" },
    {
      line: "hunt agent isolate --group 'Lyon workstations' --dry-run",
      does: "Show which machines of a group would be isolated",
    },
  ],
  schema: actedOnSchema,
  asks: true,
  run: (context) =>
    actOnAgents(context, {
      order: (machines) => `Isolate ${machines}`,
      done: "Isolated",
      needless: { is: ({ isolated }) => isolated === true, why: "is already isolated" },
      run: ({ agents }, todo, settings) =>
        agents.isolate(
          todo.map(({ id }) => id),
          settings,
        ),
    }),
});
