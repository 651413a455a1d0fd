import { actOnAgents, actedOnSchema, agentActionOptions } from "../act-on-agents.js";
import { actOneByOne } from "../act-one-by-one.js";
import { agentSelection } from "../pick-agents.js";
import { defineCommand } from "../../../program/definition.js";

export default defineCommand({
  description:
    "Request the logs of agents, which they then send to HUNT. The command lists the hosts and asks for " +
    "confirmation. Find the logs in the HUNT console.",
  arguments: agentSelection.arguments,
  options: agentActionOptions,
  examples: [{ line: "hunt agent logs SRV-LEI-0012", does: "Request the logs of an agent" }],
  schema: actedOnSchema,
  asks: true,
  run: (context) =>
    actOnAgents(context, {
      order: (hosts) => `Request the logs of ${hosts}`,
      done: "Requested the logs of",
      run: ({ agents }, todo, settings) =>
        actOneByOne(todo, { verb: "request the logs of", done: "requested to send logs" }, settings, (id) =>
          agents.retrieveLogs(id, { signal: settings.signal }),
        ),
    }),
});
