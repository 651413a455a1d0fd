import type { HuntClient, Target } from "@huntkit/core";
import { called } from "../lists/conditions.js";
import { theOne } from "../lists/the-one.js";

/** The target groups that go by a name, whatever its case, or by an id. */
export async function targetsCalled({ targets }: HuntClient, name: string, signal: AbortSignal): Promise<Target[]> {
  return targets.list({ where: called(name, ["name"]) }, { signal }).toArray();
}

/**
 * The one target group that a person means.
 *
 * @throws {CommandError} where there is none, or where several go by the name, with these
 */
export async function findTarget(hunt: HuntClient, name: string, signal: AbortSignal): Promise<Target> {
  return theOne(await targetsCalled(hunt, name, signal), name, "target group", (target) => `${target.name ?? ""}  ${target.id}`, "`hunt targets list` shows those that there are.");
}
