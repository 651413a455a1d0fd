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
    "Creates a target group and prints its id. It belongs to a controller group: the only one that there is, unless `--controller-group` says which.",
  arguments: { name: requiredArgument("A name that no other group has") },
  options: { controllerGroup: stringFlag("name", "The controller group, by name or id") },
  examples: [{ line: "hunt target create 'Lab workstations'", does: "Create a group" }],
  schema: targetSchema,
  async run({ args, options, getClient, out, signal }) {
    const name = args.name.trim();
    if (name === "") throw new UsageError("<name>: it is empty.", "Write the new group's name.");
    const client = await getClient();
    await requireFreeName(client, name, signal);
    const controllerGroup = await chooseControllerGroup(client, options.controllerGroup, signal);
    const target = await client.targets.create({ name, controllerGroupId: controllerGroup.id }, { signal });
    await out.data(target, ({ id }) => `${id}\n`);
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
    return pickOne(
      found,
      name,
      "controller group",
      formatNameAndId,
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
