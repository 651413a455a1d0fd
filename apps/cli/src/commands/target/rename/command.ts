import { defineCommand } from "../../../program/definition.js";
import { UsageError } from "../../../program/errors.js";
import { requiredArgument } from "../../../program/flags.js";
import { findTarget, requireFreeName } from "../find-target.js";
import { targetSchema } from "../target-table.js";

export default defineCommand({
  description: "Rename a target group.",
  arguments: {
    group: requiredArgument("Name or ID of the target group"),
    name: requiredArgument("New name. It must be unique in its organization"),
  },
  examples: [{ line: "hunt target rename 'Lyon workstations' 'Lyon office'", does: "Rename a target group" }],
  schema: targetSchema,
  async run({ args, getClient, out, signal }) {
    const name = args.name.trim();
    if (name === "") throw new UsageError("The value of <name> is empty.", "Set the new name.");
    const client = await getClient();
    const target = await findTarget(client, args.group, signal);
    await requireFreeName(client, { ...target, name }, signal);
    const renamed = await client.targets.update(target.id, { name }, { signal });
    if (out.format !== "human") await out.data(renamed);
    out.note(`✓ Renamed ${target.name ?? target.id} to ${name}.`);
  },
});
