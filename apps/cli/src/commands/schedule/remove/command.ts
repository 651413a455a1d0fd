import { pickOne } from "../../../lists/pick-one.js";
import { defineCommand } from "../../../program/definition.js";
import { requiredArgument } from "../../../program/flags.js";
import { describeSchedule, readSchedules, scheduleSchema } from "../schedules.js";

export default defineCommand({
  description: "Deletes a schedule: HUNT no longer scans by it. It asks first.",
  arguments: {
    schedule: requiredArgument("Its id, or the target group's name where the group has no other schedule"),
  },
  examples: [
    { line: "hunt schedule remove 'Lab workstations'", does: "End the scans of a group by the clock" },
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
    const row = pickOne(
      found,
      args.schedule,
      "schedule",
      describeSchedule,
      "`hunt schedule list` shows those that there are.",
    );
    await confirm(`Remove a scan schedule at ${client.instance.name}`, [describeSchedule(row)]);
    await client.scheduledJobs.delete(row.id, { signal });
    if (out.format !== "human") await out.data(row, () => "");
    out.note(`✓ Removed: ${describeSchedule(row)}`);
  },
});
