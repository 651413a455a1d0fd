import { HuntUnsupportedError, type Agent, type HuntClient } from "@huntkit/core";
import { isUuid } from "@huntkit/core/internal";
import { combineConditions, matchNameOrId, toExactPattern, type Conditions } from "@huntkit/toolkit";
import { adviseHost } from "../../lists/known-host.js";
import { checkNames, type NameLookup } from "../../lists/known-names.js";
import { pickOne } from "../../lists/pick-one.js";
import { where } from "../../lists/list-flags.js";
import type { ValuesOf } from "../../program/definition.js";
import { CommandError, UsageError } from "../../program/errors.js";
import { variadicArgument, stringFlag } from "../../program/flags.js";
import { findTarget } from "../target/find-target.js";
import { describeAgent } from "./agent-table.js";

/** Arguments and flags that select agents. */
export const agentSelection = {
  arguments: {
    host: variadicArgument("Host name (* matches any characters), IP address, or agent ID"),
  },
  options: { group: stringFlag("name", "Select agents of a target group, by name or ID"), where },
};

/** Properties that identify a host, in addition to its ID. */
const nameProperties = ["hostname", "ipstring"];

/** Returns the agents of the device with this ID in the RMM. Some instances do not have AgentDetails. */
async function findByDeviceId(
  { agentDetails }: HuntClient,
  deviceId: string,
  signal: AbortSignal,
): Promise<Agent[]> {
  if (!isUuid(deviceId)) return [];
  const listing = agentDetails.list({ where: { deviceId: deviceId.toLowerCase() } }, { signal });
  return listing.toArray().catch((error: unknown) => {
    if (error instanceof HuntUnsupportedError) return [];
    throw error;
  });
}

/**
 * Returns the only agent with a name.
 *
 * @param name host name, IP address, agent ID, or the device ID of the RMM
 * @throws {CommandError} if there is none, or more than one. The message lists similar or matching agents.
 */
export async function findAgent(client: HuntClient, name: string, signal: AbortSignal): Promise<Agent> {
  const named = await client.agents
    .list({ where: matchNameOrId(name, nameProperties) }, { signal })
    .toArray();
  const found = named.length > 0 ? named : await findByDeviceId(client, name, signal);
  return pickOne(
    found,
    name,
    "agent",
    describeAgent,
    found.length > 0 ? "" : await adviseHost(client, name, signal),
  );
}

/**
 * Returns the selected agents: those with one of the names that also match the flags.
 *
 * @throws {UsageError} if there are no names and no flags
 * @throws {CommandError} if a name matches no agent, or a name without `*` matches more than one
 */
export async function pickAgents(
  lookup: NameLookup,
  hosts: readonly string[],
  { group, where: conditions }: ValuesOf<typeof agentSelection.options>,
): Promise<Agent[]> {
  const { client, signal } = lookup;
  if (hosts.length === 0 && group === undefined && conditions === undefined)
    throw new UsageError("No hosts specified.", "Specify hosts, or select them with --group or --where.");
  const target = group === undefined ? undefined : await findTarget(client, group, signal);
  // Agents have no property for their group. A condition on one would return all agents (LoopBack 3 on
  // PostgreSQL).
  const list = (filter: { where: Conditions }) =>
    target
      ? client.targets.agents(target.id, filter, { signal, preserveOrder: true })
      : client.agents.list(filter, { signal, preserveOrder: true });
  await client.agents.requireProperties({ ...conditions, hostname: "" }, { signal });
  const checkEmptyNames = await checkNames({ route: client.agents.route, where: conditions }, lookup);
  const agents = new Map<string, Agent>();
  for (const host of hosts.length === 0 ? ["*"] : hosts)
    for (const agent of await findByName(host)) agents.set(agent.id, agent);
  return [...agents.values()].sort((one, other) => (one.hostname ?? "").localeCompare(other.hostname ?? ""));

  async function findByName(host: string): Promise<Agent[]> {
    const found = await list({ where: combineConditions(conditions, matchHost(host)) }).toArray();
    if (host.includes("*") && found.length > 0) return found;
    if (found.length === 0) await checkEmptyNames();
    if (hosts.length === 0) throw new CommandError("No agents match the flags.");
    return [
      pickOne(
        found,
        host,
        "agent",
        describeAgent,
        found.length > 0 ? "" : await adviseHost(client, host, signal),
      ),
    ];
  }
}

/** Returns whether the user named each agent, without a pattern or a flag that selects agents. */
export function isNamedOnly(
  hosts: readonly string[],
  { group, where: conditions }: ValuesOf<typeof agentSelection.options>,
): boolean {
  const isSelected =
    group !== undefined || conditions !== undefined || hosts.some((host) => host.includes("*"));
  return hosts.length > 0 && !isSelected;
}

function matchHost(host: string): Conditions {
  if (host === "*") return {};
  return host.includes("*")
    ? { hostname: { regexp: toExactPattern(host) } }
    : matchNameOrId(host, nameProperties);
}
