import { actOnAgents, actedOnSchema } from "../act-on-agents.js";
import { agentSelection } from "../pick-agents.js";
import { defineCommand } from "../../../program/definition.js";
import { CommandError } from "../../../program/errors.js";

export default defineCommand({
  description:
    "Uninstalls agents from their machines, which HUNT then no longer protects. It shows which they are and asks first. Nothing brings an agent back but installing it anew.",
  ...agentSelection,
  examples: [
    { line: "hunt agent uninstall old-laptop", does: "Uninstall one" },
    {
      line: `hunt agent uninstall --where '{"heartbeat": {"lt": "2025-01-01"}}' --dry-run`,
      does: "See which ones have not reported for long",
    },
  ],
  schema: actedOnSchema,
  asks: true,
  run: (context) =>
    actOnAgents(context, {
      order: (machines) => `Uninstall the ${machines === "1 machine" ? "agent" : "agents"} of ${machines}`,
      done: "Uninstalled",
      // One by one: a condition that HUNT reads otherwise than it was meant would reach others.
      run: async ({ agents }, todo, signal) => {
        for (const [done, { id, hostname }] of todo.entries()) {
          await agents.uninstallOne(id, { signal }).catch((error: unknown) => {
            if (done === 0) throw error;
            throw new CommandError(
              `${hostname ?? id}: ${(error as Error).message} ${done} of ${todo.length} were uninstalled before.`,
            );
          });
        }
      },
    }),
});
