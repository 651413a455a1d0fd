import type { HuntClient } from "@huntkit/core";
import { matchPattern, type Conditions } from "@huntkit/toolkit";
import { combineFilters } from "../../lists/combine-filters.js";
import { checkSeveralHosts, checkSeveralNames } from "../../lists/known-host.js";
import { hostFlag, where } from "../../lists/list-flags.js";
import type { ValuesOf } from "../../program/definition.js";
import { stringFlag, stringListFlag } from "../../program/flags.js";
import { findTarget } from "../target/find-target.js";

/** Flags that filter agents. */
export const agentFilters = {
  host: hostFlag,
  group: stringFlag("name", "Filter by target group, by name or ID"),
  os: stringListFlag("name", "Filter by operating system, for example windows or linux"),
  where,
};

/** The conditions of the states that a list of agents can be filtered by. */
export const agentStates = {
  all: {},
  active: { active: true },
  inactive: { active: false },
  isolated: { isolated: true },
  unauthorized: { authorized: false },
} as const;

/** The values of {@link agentFilters}. */
export type AgentFilters = ValuesOf<typeof agentFilters>;

/** The agents that flags select. */
export interface AgentSelection {
  readonly where: Conditions;
  /** Throws if a name in the flags does not exist. Call it if no agent matches. */
  readonly checkEmpty: () => Promise<void>;
}

/**
 * Converts the flags to conditions.
 *
 * @param state condition of `--state`
 * @throws {CommandError} if the target group does not exist, or one of several hosts or systems
 */
export async function selectAgents(
  client: HuntClient,
  { host, group, os, where: conditions }: AgentFilters,
  signal: AbortSignal,
  state?: Conditions,
): Promise<AgentSelection> {
  const checkHosts = await checkSeveralHosts(client, host, signal);
  const checkSystems = await checkSeveralNames(os, async () => {
    const { requireKnownSystems } = await import("./known-systems.js");
    await requireKnownSystems(client, os, signal);
  });
  const target = group === undefined ? undefined : await findTarget(client, group, signal);
  const combined = await combineFilters({
    flags: {
      "--host": matchPattern("hostname", host),
      "--os": matchPattern("os", os),
      "--group": target && { locationId: target.id },
      "--state": state,
    },
    where: conditions,
  });
  return {
    where: combined,
    async checkEmpty() {
      await checkHosts();
      await checkSystems();
    },
  };
}
