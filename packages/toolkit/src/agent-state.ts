import type { Agent } from "@huntkit/core";

/** Returns the state of an agent: `active`, or the reasons why it is not, such as `isolated, inactive`. */
export function formatAgentState({
  active,
  authorized,
  isolated,
}: Pick<Agent, "active" | "authorized" | "isolated">): string {
  const words = [
    ...(isolated ? ["isolated"] : []),
    ...(active === false ? ["inactive"] : []),
    ...(authorized === false ? ["unauthorized"] : []),
  ];
  return words.length > 0 ? words.join(", ") : "active";
}
