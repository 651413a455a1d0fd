import { HuntInputError } from "../errors/hunt-error.js";
import type { TaskClient } from "./hunt.js";

/**
 * The id of the target group that goes by a name of the vendor's, such as `OnDemand`. Where there is none it is made, in
 * the only controller group or the newest one, as the vendor's module does.
 *
 * @throws {HuntInputError} `input: "targetGroup"`, `problem: "missing"`, where there is no controller group to make it in
 */
export async function ensureTargetGroup(
  { targets, controllerGroups }: TaskClient,
  name: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  const known = await targets.list({ where: { name }, order: "createdOn", limit: 1 }, { signal }).first();
  if (known) return known.id;
  const newest = await controllerGroups.list({ order: "createdOn DESC", limit: 1 }, { signal }).first();
  if (newest) return (await targets.create({ name, controllerGroupId: newest.id }, { signal })).id;
  throw new HuntInputError(
    "targetGroup",
    "missing",
    `targetGroup: there is no controller group to make ${name} in. Name a target group, or make a controller group first.`,
  );
}
