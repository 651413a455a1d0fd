import type { Agent, HuntClient } from "@huntkit/core";
import { matchNameOrId } from "@huntkit/toolkit";
import { UsageError } from "../../../program/errors.js";

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
