import { actOnAgents, actedOnSchema, agentActionOptions } from "../act-on-agents.js";
import { agentSelection } from "../pick-agents.js";
import { defineCommand } from "../../../program/definition.js";
import { CommandError } from "../../../program/errors.js";

export default defineCommand({
  description:
    "Uninstall agents. HUNT no longer monitors their hosts. The command lists the agents and asks for " +
    "confirmation. To undo this, reinstall the agents.",
  arguments: agentSelection.arguments,
  options: agentActionOptions,
  examples: [
    { line: "hunt agent uninstall mac-AAR-0007", does: "Uninstall an agent" },
    {
      line: `hunt agent uninstall --where '{"heartbeat": {"lt": "2025-01-01"}}' --dry-run`,
      does: "Show agents that have not reported since the start of 2025",
    },
  ],
  schema: actedOnSchema,
  asks: true,
  run: (context) =>
    actOnAgents(context, {
      order: (hosts) => `Uninstall the ${hosts === "1 host" ? "agent" : "agents"} of ${hosts}`,
      done: "Uninstalled the agent of",
      // One by one, because HUNT might interpret a condition differently and uninstall other agents.
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
