import { wideFlag } from "../../../lists/list-flags.js";
import { listSchema } from "../../../lists/record-schema.js";
import { readTableView, timeColumn } from "../../../lists/time-column.js";
import { defineCommand } from "../../../program/definition.js";
import { readSchedules, scheduleSchema, type ScheduleRow } from "../schedules.js";

export default defineCommand({
  description:
    "List scheduled scans of target groups, sorted by their next run. The time of the next run assumes " +
    "that the clock of HUNT is in UTC.",
  options: { wide: wideFlag },
  examples: [
    { line: "hunt schedule list", does: "List scheduled scans" },
    {
      line: "hunt schedule list --json | jq -r '.[].targetName'",
      does: "Get the target groups that have a schedule",
    },
  ],
  schema: listSchema("HUNT scan schedules", scheduleSchema),
  async run(context) {
    const { getClient, out, serverTime, signal } = context;
    const rows = await readSchedules(await getClient(), await serverTime(), signal);
    await out.list<ScheduleRow>(rows, [
      { title: "Target group", value: ({ targetName, relatedId }) => targetName ?? relatedId },
      { title: "Cron", value: ({ schedule }) => schedule },
      timeColumn("Next run", ({ nextOn }) => nextOn, await readTableView(context)),
      { title: "ID", value: ({ id }) => id, isWhole: true, isExtra: true },
    ]);
    if (rows.length === 0 && out.format === "human") out.note("No schedules found.");
  },
});
