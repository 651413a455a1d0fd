import type { HuntClient } from "@huntkit/core";
import { escapeToSingleLine } from "@huntkit/core/escape";
import { AttributeError, bool } from "@huntkit/terraform-plugin";

/** An object that agents belong to. */
interface AgentHolder {
  readonly id: string;
  readonly name: string;
  readonly force_destroy: boolean | null;
}

/**
 * Returns the attribute `force_destroy` of an object that agents belong to.
 *
 * @param noun the object, such as `target group`
 */
export function forceDestroyAgents(noun: string) {
  return bool({
    optional: true,
    description:
      `Whether to destroy the ${noun} even if it has agents. Otherwise, it is not destroyed while it has any. ` +
      "Default: `false`.",
  });
}

/**
 * Requires that an object has no agents, unless `force_destroy` is true. One request counts them.
 *
 * @param property the property of an agent that holds the ID of the object
 * @throws {AttributeError} with the number of agents
 */
export async function requireNoAgents(
  { id, name, force_destroy: force }: AgentHolder,
  noun: string,
  property: "locationId" | "organizationId",
  { client, signal }: { readonly client: HuntClient; readonly signal?: AbortSignal | undefined },
): Promise<void> {
  if (force) return;
  const count = await client.agents.count({ [property]: id }, { signal });
  if (count === 0) return;
  throw new AttributeError(
    ["force_destroy"],
    `The ${noun} has agents`,
    `The ${noun} "${escapeToSingleLine(name, 80)}" has ${count} ${count === 1 ? "agent" : "agents"}. ` +
      "Move or remove them first, or set force_destroy = true, and apply that before the destroy.",
  );
}
