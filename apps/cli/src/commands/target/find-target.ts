import type { HuntClient, Target } from "@huntkit/core";
import { matchNameOrId } from "@huntkit/toolkit";
import { adviseName, findByName } from "../../lists/find-by-name.js";
import { CommandError } from "../../program/errors.js";

const listAdvice = "Run `hunt target list` to list all target groups.";

/** Returns the target groups with a name, regardless of case, or with an ID. */
export async function findTargetsByName(
  { targets }: HuntClient,
  name: string,
  signal: AbortSignal,
): Promise<Target[]> {
  return targets.list({ where: matchNameOrId(name, ["name"]) }, { signal }).toArray();
}

/**
 * Returns the only target group with a name or an ID.
 *
 * @throws {CommandError} if there is none, or more than one
 */
export async function findTarget(client: HuntClient, name: string, signal: AbortSignal): Promise<Target> {
  return findByName(client.targets, name, { kind: "target group", advice: listAdvice }, signal);
}

/** Returns what to do about a name that no target group has, with the nearest ones. */
export async function adviseTarget(client: HuntClient, name: string, signal: AbortSignal): Promise<string> {
  return adviseName(client.targets, name, { advice: listAdvice }, signal);
}

/**
 * Requires that no other target group of an organization has the name of a group, as for locations.
 *
 * @param group the group as it will be. Without an organization, its name must be unique in the instance.
 * @throws {CommandError} if another group has the name, regardless of case
 */
export async function requireFreeName(
  client: HuntClient,
  group: Pick<Target, "organizationId"> & { id?: string; name: string },
  signal: AbortSignal,
): Promise<void> {
  // The definitions of commands import this file, so it loads the core only if it is called.
  const { findNameConflict } = await import("@huntkit/core/internal");
  const other = findNameConflict("targets", group, await findTargetsByName(client, group.name, signal));
  if (other !== undefined)
    throw new CommandError(
      `A target group named "${other.name ?? ""}" already exists (${other.id}).`,
      "Choose a different name.",
    );
}
