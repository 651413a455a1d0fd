import { defineCommand } from "../../../program/definition.js";
import { UsageError } from "../../../program/errors.js";
import { required, text } from "../../../program/flags.js";
import { chooseControllerGroup } from "./controller-group.js";
import { requireFreeName } from "../find-target.js";
import { targetSchema } from "../target-table.js";

export default defineCommand({
  description:
    "Creates a target group and prints its id. It belongs to a controller group: the only one that there is, unless `--controller-group` says which.",
  arguments: { name: required("A name that no other group has") },
  options: { controllerGroup: text("name", "The controller group, by name or id") },
  examples: [{ line: "hunt target create 'Lab workstations'", does: "Create a group" }],
  schema: targetSchema,
  async run({ args, options, hunt, out, signal }) {
    const name = args.name.trim();
    if (name === "") throw new UsageError("<name>: it is empty.", "Write the new group's name.");
    const client = await hunt();
    await requireFreeName(client, name, signal);
    const controllerGroup = await chooseControllerGroup(client, options.controllerGroup, signal);
    const target = await client.targets.create({ name, controllerGroupId: controllerGroup.id }, { signal });
    await out.data(target, ({ id }) => `${id}\n`);
    out.note(`✓ Created: ${name}, in the controller group ${controllerGroup.name ?? controllerGroup.id}.`);
  },
});
