import { formatCount } from "@huntkit/toolkit";
import type { Agent, HuntClient } from "@huntkit/core";
import { listSchema } from "../../lists/record-schema.js";
import type { Context } from "../../program/context.js";
import type { ValuesOf } from "../../program/definition.js";
import { agentSchema, describeAgent } from "./agent-table.js";
import { pickAgents, type agentSelection } from "./pick-agents.js";

/** What can be done to agents. */
export interface AgentAction {
  /** An order, of so many: `(2 machines) => "Isolate 2 machines"`. */
  readonly order: (count: string) => string;
  /** What was done, as a word: `Isolated`. */
  readonly done: string;
  /** What it leaves alone, and why; `is isolated already`. */
  readonly needless?: { readonly is: (agent: Agent) => boolean; readonly why: string };
  readonly run: (client: HuntClient, agents: readonly Agent[], signal: AbortSignal) => Promise<void>;
}

/** What `--json` prints of an act: the agents as they were before. */
export const actedOnSchema = listSchema("The affected agents, as they were before", agentSchema);

/** Asks, does it to those that are named or chosen, and tells. */
export async function actOnAgents(
  {
    args,
    options,
    getClient,
    out,
    confirm,
    signal,
  }: Context<ValuesOf<typeof agentSelection.arguments>, ValuesOf<typeof agentSelection.options>>,
  { order, done, needless, run }: AgentAction,
): Promise<void> {
  const client = await getClient();
  const all = await pickAgents(client, args.hosts, options, signal);
  const todo = all.filter((agent) => !needless?.is(agent));
  for (const { hostname, id } of all.filter((agent) => needless?.is(agent)))
    out.note(`${hostname ?? id} ${needless!.why}.`);
  if (todo.length > 0) {
    const count = formatCount(todo.length, "machine");
    await confirm(`${order(count)} at ${client.instance.name}`, todo.map(describeAgent));
    await run(client, todo, signal);
    out.note(
      `✓ ${done}: ${todo.length > 5 ? count : todo.map(({ hostname, id }) => hostname ?? id).join(", ")}.`,
    );
  } else out.note("Nothing to do.");
  if (out.format !== "human") await out.rows(todo, []);
}
