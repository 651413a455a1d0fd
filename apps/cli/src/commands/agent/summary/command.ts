import { agentDimensions } from "@huntkit/toolkit";
import { topFlag } from "../../../lists/list-flags.js";
import { agentCountProperties } from "../../../lists/summary-schema.js";
import { defineCommand } from "../../../program/definition.js";
import { choiceListFlag } from "../../../program/flags.js";
import { agentFilters } from "../agent-filters.js";

export default defineCommand({
  description: `Count agents by state, operating system, version, target group, and the time of their last contact.

An agent without contact for more than 7 days is silent: its host is off, or the agent no longer works. Versions are known only if the instance has \`AgentDetails\`.

In a terminal, the numbers have bars, in ASCII if the locale is not UTF-8, and the last lines are the commands that list these agents, and those that are silent. In a pipe, each count is one line. With \`--format markdown\`, the summary has tables and Mermaid charts.`,
  options: {
    ...agentFilters,
    by: {
      ...choiceListFlag(agentDimensions, "What to count by, comma-separated"),
      fallback: agentDimensions.join(","),
    },
    top: topFlag,
  },
  examples: [
    { line: "hunt agent summary", does: "Show the agents of the instance" },
    {
      line: "hunt agent summary --group 'Lyon workstations' --by state,last-seen",
      does: "Show which agents of a target group still report",
    },
    {
      line: "hunt agent summary --json | jq '.silent'",
      does: "Get the number of agents without contact for more than 7 days",
    },
  ],
  schema: {
    title: "Numbers of agents",
    type: "object",
    required: ["agents", "active", "isolated", "silent", "by"],
    properties: agentCountProperties,
  },
  formats: ["markdown"],
  async run(context) {
    const { summarizeAgentsOfInstance } = await import("./run.js");
    await summarizeAgentsOfInstance(context);
  },
});
