import { pickOne } from "../../../lists/pick-one.js";
import { defineCommand } from "../../../program/definition.js";
import { requiredArgument } from "../../../program/flags.js";
import { describeSchedule, readSchedules, scheduleSchema } from "../schedules.js";

export default defineCommand({
  description: "Deletes a schedule. The command asks for confirmation.",
  arguments: {
    schedule: requiredArgument("ID of the schedule, or name of the target group if it has only one"),
  },
  examples: [
    { line: "hunt schedule remove 'Lyon workstations'", does: "Stop the scheduled scans of a target group" },
  ],
  schema: scheduleSchema,
  asks: true,
  async run({ args, getClient, out, confirm, now, signal }) {
    const client = await getClient();
    const wanted = args.schedule.toLowerCase();
    const rows = await readSchedules(client, now(), signal);
    const found = rows.filter(({ id, relatedId, targetName }) =>
      [id, relatedId, targetName].some((each) => each?.toLowerCase() === wanted),
    );
    const row = pickOne(found, args.schedule, "schedule", describeSchedule, "Run `hunt schedule list`.");
    await confirm(`Remove a scan schedule at ${client.instance.name}`, [describeSchedule(row)]);
    await client.scheduledJobs.delete(row.id, { signal });
    if (out.format !== "human") await out.data(row);
    out.note(`✓ Removed: ${describeSchedule(row)}`);
  },
});
