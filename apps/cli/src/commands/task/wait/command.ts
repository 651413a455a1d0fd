import { toLine } from "../../../output/escape.js";
import { defineCommand } from "../../../program/definition.js";
import { requiredArgument } from "../../../program/flags.js";
import { waitFlags } from "../../scan/scan-flags.js";
import { taskSchema } from "../task-table.js";
import { waitForTask } from "../run-task.js";

export default defineCommand({
  description:
    "Wait until a task has ended, and print the ID of the scan that contains its results. If the task " +
    "fails, is canceled, or does not end in time, the exit code is 1. Ctrl+C stops only the wait, not " +
    "the task.",
  arguments: { id: requiredArgument("ID of the task, as printed by `hunt scan`") },
  options: { timeout: waitFlags.timeout },
  examples: [
    {
      line: "hunt task wait e403a0e9-b395-478f-9b70-dd4f713eedc4",
      does: "Wait for a scan",
    },
    {
      line: "hunt task wait \"$(hunt scan 'Lyon workstations')\" --timeout 60",
      does: "Start a scan, and wait at most one hour",
    },
  ],
  schema: taskSchema,
  async run(context) {
    const { args, options, out } = context;
    const { scanId, ...task } = await waitForTask(
      context,
      args.id,
      `Task ${args.id.slice(0, 8)}`,
      options.timeout,
    );
    await out.data(task, scanId === null ? undefined : () => toLine(scanId));
    out.note(`✓ Task ended: ${[task.name, task.message].filter(Boolean).join(": ")}`);
  },
});
