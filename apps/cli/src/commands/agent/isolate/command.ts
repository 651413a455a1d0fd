import { actOnAgents, actedOnSchema } from "../act-on-agents.js";
import { agentSelection } from "../pick-agents.js";
import { defineCommand } from "../../../program/definition.js";

export default defineCommand({
  description:
    "Cuts machines off from everything but HUNT, until `hunt agent restore` lets them back. It shows which they are and asks first.",
  ...agentSelection,
  examples: [
    { line: "hunt agent isolate srv-0042", does: "Isolate a machine" },
    {
      line: "hunt agent isolate --group 'Lab workstations' --dry-run",
      does: "See which machines of a group would be isolated",
    },
  ],
  schema: actedOnSchema,
  asks: true,
  run: (context) =>
    actOnAgents(context, {
      order: (machines) => `Isolate ${machines}`,
      done: "Isolated",
      needless: { is: ({ isolated }) => isolated === true, why: "is isolated already" },
      run: ({ agents }, todo, signal) =>
        agents.isolate(
          todo.map(({ id }) => id),
          { signal },
        ),
    }),
});
