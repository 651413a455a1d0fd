import type { Agent, HuntClient } from "@huntkit/core";
import { isUuid } from "@huntkit/core/internal";
import { matchNameOrId } from "@huntkit/toolkit";
import { UsageError } from "../../program/errors.js";

/** A host for a task, as HUNT finds it, and as messages name it. */
export interface NamedHost {
  readonly name: string;
  readonly label: string;
}

/**
 * Returns the host of an agent by its ID. Anything else is the name or the address of a host.
 *
 * @throws {UsageError} as {@link nameHost}
 */
export async function resolveHost(
  client: Pick<HuntClient, "agents">,
  written: string,
  signal: AbortSignal,
): Promise<NamedHost> {
  if (!isUuid(written)) return { name: written, label: written };
  const agent = await client.agents.list({ where: { id: written.toLowerCase() } }, { signal }).first();
  if (agent === null) return { name: written, label: written };
  const name = await nameHost(client, agent, signal);
  return { name, label: agent.hostname ?? name };
}

/**
 * Returns the name that HUNT finds an agent by: its host name, or its IP address if other active agents have the same
 * host name. A request for a task on one host has a name, because HUNT has none with the ID of an agent.
 *
 * @throws {UsageError} if HUNT would find another host, or none
 */
export async function nameHost(
  { agents }: Pick<HuntClient, "agents">,
  { id, active, hostname, ipstring }: Agent,
  signal: AbortSignal,
): Promise<string> {
  if (active !== true)
    throw new UsageError(
      `The agent ${id} is not active, so HUNT cannot reach its host.`,
      "Nothing was started.",
    );
  for (const name of [hostname, ipstring]) {
    if (!name) continue;
    const where = { active: true, ...matchNameOrId(name, ["hostname", "ipstring"]) };
    const found = await agents.list({ where, fields: ["hostname"] }, { signal }).toArray();
    if (found.length > 0 && found.every((agent) => agent.id === id)) return name;
  }
  throw new UsageError(
    `Other active agents have the same host name and IP address as the agent ${id}, so HUNT might choose another host.`,
    "Nothing was started. Remove the agents that are no longer used, or start the task in the console of HUNT.",
  );
}
