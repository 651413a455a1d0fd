import { formatCount } from "@huntkit/toolkit";
import type { ActionName, Agent, HuntClient } from "@huntkit/core";
import {
  confirmAffected,
  findMissingFlag,
  guardFlags,
  requireExpected,
  unprovenFlag,
} from "../../lists/guard-flags.js";
import { createDoubtWarning } from "../../lists/known-names.js";
import { listSchema } from "../../lists/record-schema.js";
import type { Context } from "../../program/context.js";
import type { ValuesOf } from "../../program/definition.js";
import { agentSchema, describeAgent } from "./agent-table.js";
import { agentSelection, isNamedOnly, pickAgents } from "./pick-agents.js";

/** Flags of commands that act on agents. */
export const agentActionOptions = { ...agentSelection.options, ...guardFlags };

/** Flags of actions that use requests that HUNT does not document. */
export const unprovenActionOptions = { ...agentActionOptions, ...unprovenFlag };

type ActionContext = Context<
  ValuesOf<typeof agentSelection.arguments>,
  ValuesOf<typeof agentActionOptions> & Partial<ValuesOf<typeof unprovenFlag>>
>;

/** Settings of the requests of an action. */
export interface ActionSettings {
  readonly signal: AbortSignal;
  readonly unproven: boolean;
  /** Shows the number of changed agents. */
  readonly guard: { readonly onProgress: (done: number, total: number) => void };
}

/** An action on agents, such as isolating them. */
export interface AgentAction {
  /** Returns the action as an imperative: `Isolate 2 hosts` for `2 hosts`. */
  readonly order: (count: string) => string;
  /** The action in the past tense: `Isolated`. */
  readonly done: string;
  /** Agents that the action skips, and the reason, such as `is already isolated`. */
  readonly needless?: { readonly is: (agent: Agent) => boolean; readonly why: string };
  /** The action if HUNT does not document its request, which requires `--unproven`. */
  readonly undocumented?: ActionName;
  readonly run: (client: HuntClient, agents: readonly Agent[], settings: ActionSettings) => Promise<void>;
}

/** The JSON Schema of the agents that an action changed, with their previous state. */
export const actedOnSchema = listSchema("The changed agents, with their previous state", agentSchema);

/** Selects agents, asks for confirmation, and acts on exactly these. */
export async function actOnAgents(
  context: ActionContext,
  { order, done, needless, undocumented, run }: AgentAction,
): Promise<void> {
  const { args, options, getClient, out, progress, signal } = context;
  const client = await getClient();
  const all = await pickAgents({ client, signal, warn: createDoubtWarning(out) }, args.host, options);
  const todo = all.filter((agent) => !needless?.is(agent));
  for (const { hostname, id } of all.filter((agent) => needless?.is(agent)))
    out.note(`${hostname ?? id} ${needless!.why}.`);
  if (todo.length > 0) {
    const count = formatCount(todo.length, "host");
    const total = isNamedOnly(args.host, options) ? null : await client.agents.count(undefined, { signal });
    const affected = { route: client.agents.route, count: todo.length, selected: all.length, total };
    const action = `${order(count)} at ${client.instance.name}`;
    const missingFlag = undocumented && (await findMissingFlag(context, undocumented));
    await confirmAffected(context, affected, action, todo.map(describeAgent), missingFlag);
    const bar = progress(order(count), "hosts");
    const settings = { signal, unproven: options.unproven ?? false, guard: { onProgress: bar.update } };
    await run(client, todo, settings).finally(bar.stop);
    out.note(
      `✓ ${done} ${todo.length > 5 ? count : todo.map(({ hostname, id }) => hostname ?? id).join(", ")}.`,
    );
  } else {
    await requireExpected(context, { route: client.agents.route, count: all.length });
    out.note("Nothing to do.");
  }
  if (out.format !== "human") await out.rows(todo, []);
}
