import type { Agent } from "@huntkit/core";

type AgentState = Pick<Agent, "active" | "authorized" | "isolated">;

/** Returns whether HUNT counts an agent as active. It can be isolated, or unauthorized, too. */
export function isActiveAgent({ active }: Pick<Agent, "active">): boolean {
  return active === true;
}

/**
 * Returns the state of an agent: `active`, `inactive`, or `unknown`, and what else is unusual, such as
 * `active, isolated`.
 */
export function formatAgentState(agent: AgentState): string {
  const words = [
    ...(isActiveAgent(agent) ? ["active"] : []),
    ...(agent.active === false ? ["inactive"] : []),
    ...(agent.isolated ? ["isolated"] : []),
    ...(agent.authorized === false ? ["unauthorized"] : []),
  ];
  return words.join(", ") || "unknown";
}
