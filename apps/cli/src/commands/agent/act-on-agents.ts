import { formatCount } from "@huntkit/toolkit";
import type { Agent, HuntClient } from "@huntkit/core";
import { confirmAffected, guardFlags, unprovenFlag } from "../../lists/guard-flags.js";
import { listSchema } from "../../lists/record-schema.js";
import type { Context } from "../../program/context.js";
import type { ValuesOf } from "../../program/definition.js";
import { agentSchema, describeAgent } from "./agent-table.js";
import { agentSelection, isNamedOnly, pickAgents } from "./pick-agents.js";

/** Flags of commands that act on agents. */
export const agentActionOptions = { ...agentSelection.options, ...guardFlags };

/** The same, for actions whose requests are not public. */
export const unprovenActionOptions = { ...agentActionOptions, ...unprovenFlag };

type ActionContext = Context<
  ValuesOf<typeof agentSelection.arguments>,
  ValuesOf<typeof agentActionOptions> & Partial<ValuesOf<typeof unprovenFlag>>
>;

/** How an action sends its requests. */
export interface ActionSettings {
  readonly signal: AbortSignal;
  readonly unproven: boolean;
}

/** What can be done to agents. */
export interface AgentAction {
  /** An order, of so many: `(2 machines) => "Isolate 2 machines"`. */
  readonly order: (count: string) => string;
  /** What was done, as a word: `Isolated`. */
  readonly done: string;
  /** What it leaves alone, and why; `is isolated already`. */
  readonly needless?: { readonly is: (agent: Agent) => boolean; readonly why: string };
  readonly run: (client: HuntClient, agents: readonly Agent[], settings: ActionSettings) => Promise<void>;
}

/** What `--json` prints of an act: the agents as they were before. */
export const actedOnSchema = listSchema("The affected agents, as they were before", agentSchema);

/** Selects agents, asks for confirmation, and acts on exactly these. */
export async function actOnAgents(
  context: ActionContext,
  { order, done, needless, run }: AgentAction,
): Promise<void> {
  const { args, options, getClient, out, signal } = context;
  const client = await getClient();
  const all = await pickAgents(client, args.hosts, options, signal);
  const todo = all.filter((agent) => !needless?.is(agent));
  for (const { hostname, id } of all.filter((agent) => needless?.is(agent)))
    out.note(`${hostname ?? id} ${needless!.why}.`);
  if (todo.length > 0) {
    const count = formatCount(todo.length, "machine");
    const total = isNamedOnly(args.hosts, options) ? null : await client.agents.count(undefined, { signal });
    const affected = { route: client.agents.route, count: todo.length, selected: all.length, total };
    const action = `${order(count)} at ${client.instance.name}`;
    await confirmAffected(context, affected, action, todo.map(describeAgent));
    await run(client, todo, { signal, unproven: options.unproven ?? false });
    out.note(
      `✓ ${done}: ${todo.length > 5 ? count : todo.map(({ hostname, id }) => hostname ?? id).join(", ")}.`,
    );
  } else out.note("Nothing to do.");
  if (out.format !== "human") await out.rows(todo, []);
}
