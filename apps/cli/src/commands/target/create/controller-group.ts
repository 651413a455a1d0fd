import type { ControllerGroup, HuntClient } from "@huntkit/core";
import { called } from "../../../lists/conditions.js";
import { nameAndId, theOne } from "../../../lists/the-one.js";
import { CommandError, UsageError } from "../../../program/errors.js";

/**
 * The controller group for a new target group.
 *
 * @param name name or id; undefined for the only one
 * @throws {UsageError} where there are several and none is named
 * @throws {CommandError} where there is none, or none of that name
 */
export async function chooseControllerGroup(
  { controllerGroups }: HuntClient,
  name: string | undefined,
  signal: AbortSignal,
): Promise<ControllerGroup> {
  if (name !== undefined) {
    const found = await controllerGroups.list({ where: called(name, ["name"]) }, { signal }).toArray();
    return theOne(
      found,
      name,
      "controller group",
      nameAndId,
      "`hunt api GET controllergroups` shows those that there are.",
    );
  }
  const [only, ...others] = await controllerGroups.list({ order: "name" }, { signal }).toArray({ max: 20 });
  if (only === undefined)
    throw new CommandError(
      "HUNT has no controller group, and a target group needs one.",
      "Make one in HUNT's console first.",
    );
  if (others.length > 0)
    throw new UsageError(
      "There are several controller groups, and nothing says which.",
      `Add --controller-group with one of ${[only, ...others].map((each) => `"${each.name ?? each.id}"`).join(", ")}.`,
    );
  return only;
}
