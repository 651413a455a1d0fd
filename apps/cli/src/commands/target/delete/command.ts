import { defineCommand } from "../../../program/definition.js";
import { required, toggle } from "../../../program/flags.js";
import { findTarget } from "../find-target.js";
import { sizeOf, sizeWords, targetSchema } from "../target-table.js";
export default defineCommand({
  description:
    "Deletes a target group, with all access to its scans. It says what the group holds and asks first. HUNT keeps it in an archive, out of which it can be restored for seven days, unless `--for-good` is given.",
  arguments: { group: required("Its name or id") },
  options: { forGood: toggle("Delete it from the archive as well: nothing brings it back") },
  examples: [
    { line: "hunt target delete 'Lab workstations'", does: "Delete a group, after a question" },
    { line: "hunt target delete 'Lab workstations' --dry-run", does: "See what it holds" },
  ],
  schema: targetSchema,
  asks: true,
  async run({ args, options, hunt, out, confirm, signal }) {
    const client = await hunt();
    const target = await findTarget(client, args.group, signal);
    const name = target.name ?? target.id;
    const size = await sizeOf(client, target.id, signal);
    await confirm(
      `Delete the target group ${name} at ${client.instance.name}${options.forGood ? ", for good" : ""}`,
      sizeWords(size),
    );
    await client.targets.delete(target.id, { archive: options.forGood, signal });
    if (out.format !== "people") await out.data(target, () => "");
    out.note(
      `✓ Deleted: ${name}.${options.forGood ? "" : " It can be restored in HUNT's console for seven days."}`,
    );
  },
});
