import { pickOne } from "../../../lists/pick-one.js";
import { defineCommand } from "../../../program/definition.js";
import { requiredArgument } from "../../../program/flags.js";
import { describeSchedule, readSchedules, scheduleSchema } from "../schedules.js";

export default defineCommand({
  description: "Delete a scheduled scan. The command shows it and asks for confirmation.",
  arguments: {
    schedule: requiredArgument("ID of the schedule, or name of a target group with only one schedule"),
  },
  examples: [
    { line: "hunt schedule remove 'Lyon workstations'", does: "Stop the scheduled scans of a target group" },
  ],
  schema: scheduleSchema,
  asks: true,
  async run({ args, getClient, out, confirm, serverTime, signal }) {
    const client = await getClient();
    const wanted = args.schedule.toLowerCase();
    const rows = await readSchedules(client, await serverTime(), signal);
    const found = rows.filter(({ id, relatedId, targetName }) =>
      [id, relatedId, targetName].some((each) => each?.toLowerCase() === wanted),
    );
    const exact = found.filter(({ targetName }) => targetName === args.schedule);
    const row = pickOne(
      exact.length > 0 ? exact : found,
      args.schedule,
      "schedule",
      describeSchedule,
      "Run `hunt schedule list` to list all schedules.",
    );
    await confirm(`Delete a scheduled scan at ${client.instance.name}`, [describeSchedule(row)]);
    await client.scheduledJobs.delete(row.id, { signal });
    if (out.format !== "human") await out.data(row);
    out.note(`✓ Deleted ${describeSchedule(row)}`);
  },
});
