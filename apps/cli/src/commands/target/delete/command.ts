import { defineCommand } from "../../../program/definition.js";
import { agentLimitFlags, confirmAffectedAgents } from "../../../lists/affected-agents.js";
import { requiredArgument, booleanFlag } from "../../../program/flags.js";
import { findTarget } from "../find-target.js";
import { readTargetSize, formatTargetSize, targetSchema } from "../target-table.js";

export default defineCommand({
  description:
    "Delete a target group. You lose access to its scans. The command shows what the group contains " +
    "and asks for confirmation. You can restore a deleted group from the HUNT archive for seven days, " +
    "unless you use `--purge`.",
  arguments: { group: requiredArgument("Name or ID of the target group") },
  options: {
    purge: booleanFlag("Also delete the target group from the archive, permanently"),
    ...agentLimitFlags,
  },
  examples: [
    { line: "hunt target delete 'Lyon workstations'", does: "Delete a target group" },
    { line: "hunt target delete 'Lyon workstations' --dry-run", does: "Show what a target group contains" },
  ],
  schema: targetSchema,
  asks: true,
  async run(context) {
    const { args, options, getClient, out, signal } = context;
    const client = await getClient();
    const target = await findTarget(client, args.group, signal);
    const name = target.name ?? target.id;
    const size = await readTargetSize(client, target.id, signal);
    await confirmAffectedAgents(
      context,
      size,
      `Delete the target group ${name} at ${client.instance.name}${options.purge ? ", permanently" : ""}`,
      formatTargetSize(size),
    );
    await client.targets.delete(target.id, { archive: options.purge, signal });
    if (out.format !== "human") await out.data(target);
    out.note(
      `✓ Deleted target group ${name}.${options.purge ? "" : " You can restore it in the HUNT console for seven days."}`,
    );
  },
});
