import { actOnAgents, actedOnSchema, unprovenActionOptions } from "../act-on-agents.js";
import { agentSelection } from "../pick-agents.js";
import { defineCommand } from "../../../program/definition.js";

export default defineCommand({
  description:
    "Isolate hosts: block all their network traffic except to HUNT, until you run `hunt agent " +
    "restore`. The command lists the hosts and asks for confirmation. HUNT does not document this " +
    "request, so `--unproven` is required.",
  arguments: agentSelection.arguments,
  options: unprovenActionOptions,
  examples: [
    { line: "hunt agent isolate SRV-LEI-0012 --unproven", does: "Isolate a host" },
    {
      line: "hunt agent isolate --group 'Lyon workstations' --dry-run",
      does: "Show which hosts of a target group would be isolated",
    },
  ],
  schema: actedOnSchema,
  asks: true,
  run: (context) =>
    actOnAgents(context, {
      order: (hosts) => `Isolate ${hosts}`,
      done: "Isolated",
      needless: { is: ({ isolated }) => isolated === true, why: "is already isolated" },
      undocumented: "isolateAgents",
      run: ({ agents }, todo, settings) =>
        agents.isolate(
          todo.map(({ id }) => id),
          settings,
        ),
    }),
});
