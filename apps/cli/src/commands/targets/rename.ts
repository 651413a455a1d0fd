import { defineCommand } from "../../program/definition.js";
import { CommandError, UsageError } from "../../program/errors.js";
import { required } from "../../program/flags.js";
import { findTarget, targetsCalled } from "../../targets/find-target.js";
import { targetSchema } from "../../targets/target-table.js";

export default defineCommand({
  description: "Gives a target group another name.",
  arguments: { group: required("Its name or id"), name: required("The new name, which no other group has") },
  examples: [{ line: "hunt targets rename 'Lab workstations' 'Lab 2 workstations'", does: "Rename a group" }],
  schema: targetSchema,
  async run({ args, hunt, out, signal }) {
    const name = args.name.trim();
    if (name === "") throw new UsageError("<name>: it is empty.", "Write the new name.");
    const client = await hunt();
    const target = await findTarget(client, args.group, signal);
    const others = (await targetsCalled(client, name, signal)).filter(({ id }) => id !== target.id);
    if (others.length > 0) throw new CommandError(`There is a target group "${others[0]!.name ?? ""}" already (${others[0]!.id}).`, "Choose another name.");
    const renamed = await client.targets.update(target.id, { name }, { signal });
    if (out.format !== "people") await out.data(renamed, () => "");
    out.note(`✓ Renamed: ${target.name ?? target.id} is ${name} now.`);
  },
});
