import { escapeForTerminal } from "@huntkit/core/escape";
import { toLine } from "../../../output/escape.js";
import type { Rows, HuntClient } from "@huntkit/core";
import { matchNameOrId, formatNameAndId } from "@huntkit/toolkit";
import { pickOne } from "../../../lists/pick-one.js";
import { defineCommand } from "../../../program/definition.js";
import { CommandError, UsageError } from "../../../program/errors.js";
import { requiredArgument, stringFlag } from "../../../program/flags.js";
import { requireFreeName } from "../find-target.js";
import { targetSchema } from "../target-table.js";

export default defineCommand({
  description:
    "Creates a target group and prints its ID. If the instance has more than one controller group, choose one with `--controller-group`.",
  arguments: { name: requiredArgument("Name of the new group, which must be unique") },
  options: { controllerGroup: stringFlag("name", "Controller group, by name or ID") },
  examples: [{ line: "hunt target create 'Lyon laptops'", does: "Create a target group" }],
  schema: targetSchema,
  async run({ args, options, getClient, out, signal }) {
    const name = args.name.trim();
    if (name === "")
      throw new UsageError("The argument <name> is empty.", "Enter the name of the new group.");
    const client = await getClient();
    await requireFreeName(client, name, signal);
    const controllerGroup = await chooseControllerGroup(client, options.controllerGroup, signal);
    const target = await client.targets.create({ name, controllerGroupId: controllerGroup.id }, { signal });
    await out.data(target, ({ id }) => toLine(id));
    out.note(`✓ Created: ${name}, in the controller group ${controllerGroup.name ?? controllerGroup.id}.`);
  },
});

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
): Promise<Rows.ControllerGroup> {
  if (name !== undefined) {
    const found = await controllerGroups.list({ where: matchNameOrId(name, ["name"]) }, { signal }).toArray();
    return pickOne(found, name, "controller group", formatNameAndId, "Run `hunt api GET controllergroups`.");
  }
  const [only, ...others] = await controllerGroups.list({ order: "name" }, { signal }).toArray({ max: 20 });
  if (only === undefined)
    throw new CommandError(
      "No controller groups found. A target group requires one.",
      "Create one in HUNT's console.",
    );
  if (others.length > 0)
    throw new UsageError(
      "There is more than one controller group.",
      `Add --controller-group with one of ${[only, ...others].map((each) => `"${escapeForTerminal(each.name ?? each.id)}"`).join(", ")}.`,
    );
  return only;
}
