import { defineCommand } from "../../../program/definition.js";
import { requiredArgument, booleanFlag } from "../../../program/flags.js";
import { findTarget } from "../find-target.js";
import { readTargetSize, formatTargetSize, targetSchema } from "../target-table.js";
export default defineCommand({
  description:
    "Deletes a target group, with all access to its scans. It says what the group holds and asks first. HUNT keeps it in an archive, out of which it can be restored for seven days, unless `--purge` is given.",
  arguments: { group: requiredArgument("Its name or id") },
  options: { purge: booleanFlag("Delete it from the archive as well: nothing brings it back") },
  examples: [
    { line: "hunt target delete 'Lab workstations'", does: "Delete a group, after a question" },
    { line: "hunt target delete 'Lab workstations' --dry-run", does: "See what it holds" },
  ],
  schema: targetSchema,
  asks: true,
  async run({ args, options, getClient, out, confirm, signal }) {
    const client = await getClient();
    const target = await findTarget(client, args.group, signal);
    const name = target.name ?? target.id;
    const size = await readTargetSize(client, target.id, signal);
    await confirm(
      `Delete the target group ${name} at ${client.instance.name}${options.purge ? ", for good" : ""}`,
      formatTargetSize(size),
    );
    await client.targets.delete(target.id, { archive: options.purge, signal });
    if (out.format !== "human") await out.data(target, () => "");
    out.note(
      `✓ Deleted: ${name}.${options.purge ? "" : " It can be restored in HUNT's console for seven days."}`,
    );
  },
});
