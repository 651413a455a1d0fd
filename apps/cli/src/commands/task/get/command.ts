import { formatLocalTime } from "../../../lists/time-column.js";
import { defineCommand } from "../../../program/definition.js";
import { requiredArgument } from "../../../program/flags.js";
import { taskSchema } from "../task-table.js";

export default defineCommand({
  description: "Shows a task: its progress, its status, and the scan that holds its results.",
  arguments: { id: requiredArgument("ID of the task, as shown by `hunt task list`") },
  examples: [
    { line: "hunt task get 4f1c09d2-8a4b-4c53-9d1e-2f6f0b1c7a55", does: "Show the progress of a scan" },
  ],
  schema: taskSchema,
  async run({ args, getClient, out, signal }) {
    await out.record(
      await (await getClient()).userTasks.get(args.id, { signal }),
      ({ id, name, type, status, progress, message, data, createdOn, endedOn }) => [
        ["Name", name],
        ["Type", type],
        ["Status", status],
        ["Done", progress === null || progress === undefined ? null : `${Math.floor(progress)} %`],
        ["Message", message],
        ["Created", formatLocalTime(createdOn)],
        ["Ended", formatLocalTime(endedOn)],
        ["Scan", data?.scanId],
        ["Id", id],
      ],
    );
  },
});
