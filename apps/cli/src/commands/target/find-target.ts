import type { HuntClient, Target } from "@huntkit/core";
import { matchNameOrId, formatNameAndId } from "@huntkit/toolkit";
import { pickOne } from "../../lists/pick-one.js";
import { CommandError } from "../../program/errors.js";

/** The target groups that go by a name, whatever its case, or by an id. */
export async function findTargetsByName(
  { targets }: HuntClient,
  name: string,
  signal: AbortSignal,
): Promise<Target[]> {
  return targets.list({ where: matchNameOrId(name, ["name"]) }, { signal }).toArray();
}

/**
 * The one target group that a person means.
 *
 * @throws {CommandError} where there is none, or where several go by the name, with these
 */
export async function findTarget(client: HuntClient, name: string, signal: AbortSignal): Promise<Target> {
  return pickOne(
    await findTargetsByName(client, name, signal),
    name,
    "target group",
    formatNameAndId,
    "Run `hunt target list`.",
  );
}

/**
 * A name that no target group has.
 *
 * @param own the id of the group that may have it already
 * @throws {CommandError} where another one has it, whatever its case
 */
export async function requireFreeName(
  client: HuntClient,
  name: string,
  signal: AbortSignal,
  own?: string,
): Promise<void> {
  const other = (await findTargetsByName(client, name, signal)).find(({ id }) => id !== own);
  if (other !== undefined)
    throw new CommandError(
      `A target group named "${other.name ?? ""}" already exists (${other.id}).`,
      "Choose another name.",
    );
}
