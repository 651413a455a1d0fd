import { formatLocalTime } from "../../../lists/time-column.js";
import { defineCommand } from "../../../program/definition.js";
import { requiredArgument } from "../../../program/flags.js";
import { findTarget } from "../find-target.js";
import { readTargetSize, sizeProperties, targetSchema } from "../target-table.js";

export default defineCommand({
  description: "Show a target group and its numbers of agents, addresses, scans, and schedules.",
  arguments: { group: requiredArgument("Name or ID of the target group") },
  examples: [
    {
      line: "hunt target get 'Lyon workstations'",
      does: "Show the size and the last scan of a target group",
    },
  ],
  schema: { ...targetSchema, properties: { ...(targetSchema["properties"] as object), ...sizeProperties } },
  async run({ args, getClient, out, signal }) {
    const client = await getClient();
    const target = await findTarget(client, args.group, signal);
    await out.record(
      { ...target, ...(await readTargetSize(client, target.id, signal)) },
      ({ name, agents, addresses, scans, schedules, lastScannedOn, description, controllerGroupId, id }) => [
        ["Name", name],
        ["Description", description],
        ["Agents", String(agents)],
        ["Addresses", String(addresses)],
        ["Scans", String(scans)],
        ["Schedules", String(schedules)],
        ["Last scanned", formatLocalTime(lastScannedOn)],
        ["Controller group", controllerGroupId],
        ["ID", id],
      ],
    );
  },
});
