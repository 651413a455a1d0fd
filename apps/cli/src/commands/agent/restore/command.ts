import { actOnAgents, actedOnSchema } from "../act-on-agents.js";
import { agentSelection } from "../pick-agents.js";
import { defineCommand } from "../../../program/definition.js";

export default defineCommand({
  description:
    "Lets machines that were isolated back onto the network. It shows which they are and asks first.",
  ...agentSelection,
  examples: [
    { line: "hunt agent restore srv-0042", does: "Let a machine back" },
    {
      line: `hunt agent restore --where '{"isolated": true}' --dry-run`,
      does: "See which machines are isolated and would come back",
    },
  ],
  schema: actedOnSchema,
  asks: true,
  run: (context) =>
    actOnAgents(context, {
      order: (machines) => `Let ${machines} back onto the network`,
      done: "Restored",
      needless: { is: ({ isolated }) => isolated !== true, why: "is not isolated" },
      run: ({ agents }, todo, signal) =>
        agents.restore(
          todo.map(({ id }) => id),
          { signal },
        ),
    }),
});
