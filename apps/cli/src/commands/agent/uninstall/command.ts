import { actOnAgents, actedOnSchema, agentActionOptions } from "../act-on-agents.js";
import { actOneByOne } from "../act-one-by-one.js";
import { agentSelection } from "../pick-agents.js";
import { defineCommand } from "../../../program/definition.js";

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
      run: ({ agents }, todo, settings) =>
        actOneByOne(todo, { verb: "uninstall", done: "uninstalled" }, settings, (id) =>
          agents.uninstallOne(id, { signal: settings.signal }),
        ),
    }),
});
