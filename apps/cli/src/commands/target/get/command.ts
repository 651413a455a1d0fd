import { formatLocalTime } from "../../../lists/time-column.js";
import { defineCommand } from "../../../program/definition.js";
import { requiredArgument } from "../../../program/flags.js";
import { findTarget } from "../find-target.js";
import { readTargetSize, sizeProperties, targetSchema } from "../target-table.js";
export default defineCommand({
  description: "Shows a target group, and how many agents, addresses, scans and schedules it holds.",
  arguments: { group: requiredArgument("Its name or id") },
  examples: [
    { line: "hunt target get 'Lab workstations'", does: "See how big a group is and when it was scanned" },
  ],
  schema: { ...targetSchema, properties: { ...(targetSchema["properties"] as object), ...sizeProperties } },
  async run({ args, getClient, out, signal }) {
    const client = await getClient();
    const target = await findTarget(client, args.group, signal);
    await out.record(
      { ...target, ...(await readTargetSize(client, target.id, signal)) },
      ({ name, agents, addresses, scans, schedules, lastScannedOn, createdOn, controllerGroupId, id }) => [
        ["Name", name],
        ["Agents", String(agents)],
        ["Addresses", String(addresses)],
        ["Scans", String(scans)],
        ["Schedules", String(schedules)],
        ["Last scanned", formatLocalTime(lastScannedOn)],
        ["Created", formatLocalTime(createdOn)],
        ["Controller group", controllerGroupId],
        ["Id", id],
      ],
    );
  },
});
