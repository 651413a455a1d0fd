import { listSchema } from "../../../lists/record-schema.js";
import { timeColumn } from "../../../lists/time-column.js";
import { defineCommand } from "../../../program/definition.js";
import { readSchedules, scheduleSchema, type ScheduleRow } from "../schedules.js";

export default defineCommand({
  description:
    "Lists the schedules by which HUNT scans target groups, with when each comes next if HUNT's clock is in UTC.",
  examples: [
    { line: "hunt schedule list", does: "See what is scanned when" },
    {
      line: "hunt schedule list --json | jq -r '.[] | select(.enabled | not) | .targetName'",
      does: "Find the groups whose schedule is off",
    },
  ],
  schema: listSchema("HUNT scan schedules", scheduleSchema),
  async run({ getClient, out, now, signal }) {
    const rows = await readSchedules(await getClient(), now(), signal);
    await out.rows<ScheduleRow>(rows, [
      { title: "Target group", value: ({ targetName, relatedId }) => targetName ?? relatedId },
      { title: "Cron", value: ({ schedule }) => schedule },
      timeColumn("Next", ({ nextOn }) => nextOn, { terminal: out.terminal, now: now() }),
      {
        title: "State",
        value: ({ enabled }) => (enabled === false ? "off" : "on"),
        paint: (text, { enabled }, colors) => (enabled === false ? colors.dim(text) : text),
      },
      { title: "Id", value: ({ id }) => id, isWhole: true },
    ]);
    if (rows.length === 0 && out.format === "human") out.note("There are no schedules.");
  },
});
