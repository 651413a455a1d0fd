import type { HuntClient } from "@huntkit/core";
import { combineConditions, matchPattern, type Conditions } from "@huntkit/toolkit";
import type { Context } from "../../program/context.js";
import { CommandError } from "../../program/errors.js";
import { stringFlag } from "../../program/flags.js";
import { findTarget } from "../target/find-target.js";

/** Flag that filters alerts by target group. */
export const groupFlag = stringFlag("name", "Filter by target group, by name or ID");

/**
 * Returns the condition for the alerts of a target group; undefined without a group.
 *
 * @param group name or ID
 * @throws {CommandError} if no group has this name, or more than one
 */
export async function toGroupCondition(
  group: string | undefined,
  { getClient, signal }: Pick<Context, "getClient" | "signal">,
): Promise<Conditions | undefined> {
  if (group === undefined) return undefined;
  const { id } = await findTarget(await getClient(), group, signal);
  return { targetGroupId: id };
}

/**
 * Requires that one of the hosts is in the target group. Otherwise, no alert can match both, and a gate would pass.
 *
 * @param group the condition of {@link toGroupCondition}
 * @param hosts values of `--host`; `*` matches any part
 * @throws {CommandError} `CLI_NOT_FOUND` if neither an agent nor an address of the group has one of the names
 */
export async function requireHostInGroup(
  { agents, addresses }: HuntClient,
  group: Conditions | undefined,
  hosts: readonly string[] | undefined,
  signal: AbortSignal,
): Promise<void> {
  const named = matchPattern("hostname", hosts);
  if (group === undefined || named === undefined) return;
  const id = group["targetGroupId"];
  if ((await agents.count(combineConditions(named, { locationId: id }), { signal })) > 0) return;
  if ((await addresses.count(combineConditions(named, { targetId: id }), { signal })) > 0) return;
  throw new CommandError(
    "No host of --host is in the target group of --group, so no alert can match both.",
    "Correct one of them, or use only one.",
    1,
    "CLI_NOT_FOUND",
  );
}
