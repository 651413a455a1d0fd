import { act, actedOn } from "../act-on-agents.js";
import { choosing } from "../pick-agents.js";
import { defineCommand } from "../../../program/definition.js";

export default defineCommand({
  description:
    "Lets machines that were isolated back onto the network. It shows which they are and asks first.",
  ...choosing,
  examples: [
    { line: "hunt agent restore srv-0042", does: "Let a machine back" },
    {
      line: `hunt agent restore --where '{"isolated": true}' --dry-run`,
      does: "See which machines are isolated and would come back",
    },
  ],
  schema: actedOn,
  asks: true,
  run: (context) =>
    act(context, {
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
