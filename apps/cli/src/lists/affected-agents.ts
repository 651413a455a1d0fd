import type { Context } from "../program/context.js";
import type { ValuesOf } from "../program/definition.js";
import { integerFlag } from "../program/flags.js";
import { confirmAffected } from "./guard-flags.js";

/** Flags that limit the number of agents that a change of another record affects, such as of their location. */
export const agentLimitFlags = {
  expect: integerFlag("Exact number of agents that you expect to affect", 0),
  maxAffected: integerFlag("Maximum number of agents to affect", 0),
};

/** The values of {@link agentLimitFlags}. */
export type AgentLimits = ValuesOf<typeof agentLimitFlags>;

/** What a change of a record affects, such as the contents of a location. */
export interface AffectedContents {
  readonly agents: number;
  /** The contents for a preview, one kind of records per line, such as `132 agents`. */
  readonly lines: readonly string[];
  /** Why the number of agents can be wrong, in a sentence. Default: it is exact. */
  readonly note?: string;
}

/**
 * Checks the number of agents that a change of another record affects, shows the change, and asks for confirmation.
 *
 * @throws {HuntGuardError} if there are more agents than the flags allow
 */
export async function confirmAffectedAgents(
  { options, confirm }: Pick<Context<object, AgentLimits>, "options" | "confirm">,
  { agents, note }: Pick<AffectedContents, "agents" | "note">,
  action: string,
  things: readonly string[],
): Promise<void> {
  const site = { options: { ...options, allowAllRecords: false }, confirm };
  try {
    await confirmAffected(site, { route: "Agents", count: agents, total: null }, action, things);
  } catch (error) {
    if (note === undefined) throw error;
    const { HuntGuardError } = await import("@huntkit/core");
    if (!(error instanceof HuntGuardError)) throw error;
    throw new HuntGuardError(error.problem, `${error.reason} ${note}`, { matched: agents });
  }
}
