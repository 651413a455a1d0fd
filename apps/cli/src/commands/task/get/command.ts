import { formatLocalTime } from "../../../lists/time-column.js";
import { defineCommand } from "../../../program/definition.js";
import { requiredArgument } from "../../../program/flags.js";
import { taskSchema } from "../task-table.js";

export default defineCommand({
  description:
    "Show the status and the progress of a task, and the ID of the scan that contains its results.",
  arguments: { id: requiredArgument("ID of the task, as shown by `hunt task list`") },
  examples: [
    { line: "hunt task get e403a0e9-b395-478f-9b70-dd4f713eedc4", does: "Show the status of a scan" },
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
        ["ID", id],
      ],
    );
  },
});
