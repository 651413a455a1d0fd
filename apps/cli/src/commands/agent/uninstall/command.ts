import { actOnAgents, actedOnSchema, agentActionOptions } from "../act-on-agents.js";
import { agentSelection } from "../pick-agents.js";
import { defineCommand } from "../../../program/definition.js";
import { CommandError } from "../../../program/errors.js";

export default defineCommand({
  description:
    "Uninstalls agents. HUNT then no longer protects their machines. The command lists them and asks for confirmation. To undo it, install the agent again.",
  arguments: agentSelection.arguments,
  options: agentActionOptions,
  examples: [
    { line: "hunt agent uninstall mac-AAR-0007", does: "Uninstall an agent" },
    {
      line: `hunt agent uninstall --where '{"heartbeat": {"lt": "2025-01-01"}}' --dry-run`,
      does: "Show agents that stopped reporting",
    },
  ],
  schema: actedOnSchema,
  asks: true,
  run: (context) =>
    actOnAgents(context, {
      order: (machines) => `Uninstall the ${machines === "1 machine" ? "agent" : "agents"} of ${machines}`,
      done: "Uninstalled",
      // One by one: a condition that HUNT reads otherwise than it was meant would reach others.
      run: async ({ agents }, todo, { signal }) => {
        for (const [done, { id, hostname }] of todo.entries()) {
          await agents.uninstallOne(id, { signal }).catch((error: unknown) => {
            if (done === 0) throw error;
            throw new CommandError(
              `Could not uninstall ${hostname ?? id}: ${(error as Error).message} ${done} of ${todo.length} agents were uninstalled.`,
            );
          });
        }
      },
    }),
});
