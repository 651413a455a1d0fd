import type { Agent } from "@huntkit/core";
import { PartialError } from "../../program/errors.js";
import type { ActionSettings } from "./act-on-agents.js";

/**
 * Sends a request for each agent. One by one, because HUNT might interpret a condition differently and change
 * other agents.
 *
 * @param words what is done to an agent, such as `uninstall the agent of`, and in the past tense
 * @throws {PartialError} with the number of agents that were already changed, if a later request fails
 */
export async function actOneByOne(
  todo: readonly Agent[],
  { verb, done }: { readonly verb: string; readonly done: string },
  { guard }: Pick<ActionSettings, "guard">,
  act: (agentId: string) => Promise<void>,
): Promise<void> {
  for (const [count, { id, hostname }] of todo.entries()) {
    await act(id).catch((error: unknown) => {
      if (count === 0) throw error;
      const progress = `${count} of ${todo.length} agents were ${done}.`;
      throw new PartialError(`${verb} ${hostname ?? id}`, progress, error);
    });
    guard.onProgress(count + 1, todo.length);
  }
}
