import type { Conditions } from "@huntkit/toolkit";
import type { Context } from "../../program/context.js";
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
