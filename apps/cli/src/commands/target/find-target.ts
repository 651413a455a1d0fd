import type { HuntClient, Target } from "@huntkit/core";
import { called, nameAndId, theOne } from "../../lists/lookup.js";
import { CommandError } from "../../program/errors.js";

/** The target groups that go by a name, whatever its case, or by an id. */
export async function targetsCalled(
  { targets }: HuntClient,
  name: string,
  signal: AbortSignal,
): Promise<Target[]> {
  return targets.list({ where: called(name, ["name"]) }, { signal }).toArray();
}

/**
 * The one target group that a person means.
 *
 * @throws {CommandError} where there is none, or where several go by the name, with these
 */
export async function findTarget(hunt: HuntClient, name: string, signal: AbortSignal): Promise<Target> {
  return theOne(
    await targetsCalled(hunt, name, signal),
    name,
    "target group",
    nameAndId,
    "`hunt target list` shows those that there are.",
  );
}

/**
 * A name that no target group has.
 *
 * @param own the id of the group that may have it already
 * @throws {CommandError} where another one has it, whatever its case
 */
export async function requireFreeName(
  hunt: HuntClient,
  name: string,
  signal: AbortSignal,
  own?: string,
): Promise<void> {
  const other = (await targetsCalled(hunt, name, signal)).find(({ id }) => id !== own);
  if (other !== undefined)
    throw new CommandError(
      `There is a target group "${other.name ?? ""}" already (${other.id}).`,
      "Choose another name.",
    );
}
