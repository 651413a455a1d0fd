import type { Agent, HuntClient } from "@huntkit/core";
import * as z from "zod/mini";
import { isNamedOnly, pickAgents } from "../../agent/pick-agents.js";
import { changeOutput, confirmChange } from "../confirm-change.js";
import { toNameLookup } from "../list-rows.js";
import { confirmInputs, group, texts, where } from "../inputs.js";
import { defineTool } from "../tool.js";
import { agentFields, agentRowSchema } from "./read-agents.js";

interface Isolation {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly command: string;
  readonly verbs: readonly [order: string, done: string];
  /** Whether an agent already has the new state. */
  readonly isDone: (agent: Agent) => boolean;
  readonly apply: (
    client: HuntClient,
    ids: readonly string[],
    options: { readonly signal: AbortSignal; readonly unproven: boolean },
  ) => Promise<void>;
}

/** Creates the tool that isolates hosts, or the one that ends their isolation. */
function createIsolationTool({ name, title, description, command, verbs, isDone, apply }: Isolation) {
  return defineTool({
    name,
    title,
    description:
      `${description} The first call returns a preview, and changes nothing. The call with the code of the preview ` +
      "changes exactly these hosts. HUNT does not document this request, so check the result with get_agent.",
    command,
    writes: "isolation",
    isDestructive: true,
    input: z.strictObject({
      host: texts("Host names (* matches any characters), IP addresses, or agent IDs"),
      group,
      where,
      ...confirmInputs,
    }),
    output: changeOutput(agentRowSchema),
    async run(input, call) {
      const { client, signal, unproven } = call;
      const names = input.host ?? [];
      const selection = { group: input.group, where: input.where };
      const found = await pickAgents(toNameLookup(call), names, selection);
      const records = found.filter((agent) => !isDone(agent));
      const total = isNamedOnly(names, selection) ? null : await client.agents.count(undefined, { signal });
      return confirmChange(call, input, {
        tool: name,
        route: client.agents.route,
        what: "host",
        verbs,
        records,
        skipped: found.length - records.length,
        selected: found.length,
        fields: agentFields,
        total,
        apply: (chosen) =>
          apply(
            client,
            chosen.map(({ id }) => id),
            { signal, unproven },
          ),
      });
    },
  });
}

export const isolateHosts = createIsolationTool({
  name: "isolate_hosts",
  title: "Isolate hosts",
  description: "Block all network traffic of hosts except to HUNT, until restore_hosts is called.",
  command: "agent isolate",
  verbs: ["Isolate", "Isolated"],
  isDone: ({ isolated }) => isolated === true,
  apply: ({ agents }, ids, options) => agents.isolate(ids, options),
});

export const restoreHosts = createIsolationTool({
  name: "restore_hosts",
  title: "End the isolation of hosts",
  description: "Restore the network access of isolated hosts.",
  command: "agent restore",
  verbs: ["Restore the network access of", "Restored the network access of"],
  isDone: ({ isolated }) => isolated === false,
  apply: ({ agents }, ids, options) => agents.restore(ids, options),
});
