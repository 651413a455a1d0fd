import { isUnavailable, type Agent, type HuntClient, type Rows, type Where } from "@huntkit/core";
import { dayMs, parseInstant } from "@huntkit/core/internal";
import { countRows, orderCounts, type Breakdown, type Summary } from "./summary.js";
import { formatAgentState, isActiveAgent } from "../agent-state.js";
import type { AgentDimension } from "./dimensions.js";
import { formatCount, formatDays, formatNumber } from "../wording.js";

const fields = ["active", "authorized", "isolated", "os", "heartbeat", "locationId"] as const;

/** An agent with the properties that a summary requires. */
export type CountedAgent = Pick<Rows.AgentDetail, (typeof fields)[number] | "version" | "locationName">;

/**
 * Reads agents, only with the properties that a summary requires. An instance without AgentDetails has no
 * versions of agents.
 *
 * @throws {HuntInputError} with the input `maxRows` if there are more than 150,000 agents
 */
export async function readAgents(
  { agents, agentDetails, targets }: Pick<HuntClient, "agents" | "agentDetails" | "targets">,
  where: Where<Agent>,
  signal: AbortSignal,
): Promise<CountedAgent[]> {
  try {
    const filter = { where, fields: [...fields, "version", "locationName"] as const };
    return await agentDetails.list(filter, { signal }).toArray();
  } catch (error) {
    if (!isUnavailable(error)) throw error;
  }
  const rows = await agents.list({ where, fields }, { signal }).toArray();
  // A location and its target group have the same ID (observed on a live instance).
  const groups = await targets.list({ fields: ["name"] }, { signal }).toArray();
  const names = new Map(groups.map(({ id, name }) => [id, name]));
  return rows.map((row) => ({ ...row, locationName: names.get(row.locationId ?? "") }));
}

/** Days after which an agent without contact is silent. */
const silentDays = 7;

/** Ages of the last contact: the name, and the first time in milliseconds that is older. */
const ages = [
  ["within an hour", dayMs / 24],
  ["within a day", dayMs],
  [`within ${silentDays} days`, silentDays * dayMs],
  ["within 30 days", 30 * dayMs],
  ["earlier", Infinity],
] as const;

const never = "never";

/** @param now milliseconds since 1970 */
function getAge({ heartbeat }: CountedAgent, now: number): string {
  const time = parseInstant(heartbeat);
  if (time === null) return never;
  return ages.find(([, limit]) => now - time <= limit)![0];
}

/**
 * Counts agents by some of their properties.
 *
 * @param now milliseconds since 1970
 */
export function summarizeAgents(
  agents: readonly CountedAgent[],
  by: readonly AgentDimension[],
  now: number,
): Summary {
  return {
    sentences: [describeAgents(agents, now)],
    counted: "Agents",
    breakdowns: by.map((dimension) => breakDown(agents, dimension, now)),
  };
}

function breakDown(agents: readonly CountedAgent[], by: AgentDimension, now: number): Breakdown {
  switch (by) {
    case "state":
      return {
        by,
        title: "State",
        kind: "parts",
        counts: orderCounts(countRows(agents, formatAgentState), ["active", "inactive"]),
      };
    case "os":
      return {
        by,
        title: "System",
        kind: "ranking",
        counts: countRows(agents, (agent) => agent.os?.toLowerCase()),
      };
    case "version":
      return { by, title: "Version", kind: "ranking", counts: countRows(agents, ({ version }) => version) };
    case "group": {
      const counts = countRows(agents, ({ locationName, locationId }) => locationName ?? locationId);
      return { by, title: "Target group", kind: "ranking", counts };
    }
    case "last-seen": {
      const names = [...ages.map(([name]) => name), never];
      const counts = orderCounts(
        countRows(agents, (agent) => getAge(agent, now)),
        names,
      );
      return { by, title: "Last seen", kind: "parts", counts };
    }
  }
}

/** Numbers of agents. */
export interface AgentNumbers {
  readonly agents: number;
  /** Number of agents that HUNT counts as active, including isolated and unauthorized ones. */
  readonly active: number;
  readonly isolated: number;
  /** Number of agents without contact for more than 7 days. */
  readonly silent: number;
}

/** Returns the time before which the last contact of a silent agent was. Both are in milliseconds since 1970. */
export function getSilentSince(now: number): number {
  return now - silentDays * dayMs;
}

/**
 * Counts agents by what needs attention.
 *
 * @param now milliseconds since 1970
 */
export function countAgents(agents: readonly CountedAgent[], now: number): AgentNumbers {
  const silentSince = getSilentSince(now);
  return {
    agents: agents.length,
    active: agents.filter(isActiveAgent).length,
    isolated: agents.filter(({ isolated }) => isolated === true).length,
    silent: agents.filter(({ heartbeat }) => (parseInstant(heartbeat) ?? -Infinity) < silentSince).length,
  };
}

/** `64 agents, 51 active, 3 isolated, 9 without contact for more than 7 days`. */
function describeAgents(all: readonly CountedAgent[], now: number): string {
  const { agents, active, isolated, silent } = countAgents(all, now);
  if (agents === 0) return "No agents found";
  return [
    formatCount(agents, "agent"),
    `${formatNumber(active)} active`,
    `${formatNumber(isolated)} isolated`,
    `${formatNumber(silent)} without contact for more than ${formatDays(silentDays)}`,
  ].join(", ");
}
