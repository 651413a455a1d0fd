import { actOnAgents, actedOnSchema, agentActionOptions } from "../act-on-agents.js";
import { actOneByOne } from "../act-one-by-one.js";
import { agentSelection } from "../pick-agents.js";
import { defineCommand } from "../../../program/definition.js";

export default defineCommand({
  description:
    "Delete the records of agents from HUNT, for example of hosts that no longer exist. The agents are not " +
    "uninstalled: use `hunt agent uninstall` first if their hosts still run. The command lists the agents and " +
    "asks for confirmation.",
  arguments: agentSelection.arguments,
  options: agentActionOptions,
  examples: [
    { line: "hunt agent delete mac-AAR-0007", does: "Delete the record of an agent" },
    {
      line: `hunt agent delete --where '{"active": false}' --dry-run`,
      does: "Show the records of all inactive agents",
    },
  ],
  schema: actedOnSchema,
  asks: true,
  run: (context) =>
    actOnAgents(context, {
      order: (hosts) => `Delete the ${hosts === "1 host" ? "record" : "records"} of ${hosts}`,
      done: "Deleted the record of",
      run: ({ agents }, todo, settings) =>
        actOneByOne(todo, { verb: "delete the record of", done: "deleted" }, settings, (id) =>
          agents.delete(id, { signal: settings.signal }),
        ),
    }),
});
