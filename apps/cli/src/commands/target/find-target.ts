import type { HuntClient, Target } from "@huntkit/core";
import { matchNameOrId, formatNameAndId, suggestTargetGroups } from "@huntkit/toolkit";
import { escapeForTerminal } from "../../output/escape.js";
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
  const found = await findTargetsByName(client, name, signal);
  const advice = found.length === 0 ? await adviseTarget(client, name, signal) : "";
  return pickOne(found, name, "target group", formatNameAndId, advice);
}

/** Returns what to do about a name that no target group has, with the nearest ones. */
export async function adviseTarget(client: HuntClient, name: string, signal: AbortSignal): Promise<string> {
  const question = await suggestTargetGroups(client, name, signal);
  return `${escapeForTerminal(question, 1_000)} Run \`hunt target list\` to list all target groups.`.trimStart();
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
