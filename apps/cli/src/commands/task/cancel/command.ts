import type { UserTask } from "@huntkit/core";
import { listSchema } from "../../../lists/record-schema.js";
import { defineCommand } from "../../../program/definition.js";
import { requiredVariadicArgument } from "../../../program/flags.js";
import { describeTask, taskSchema } from "../task-table.js";

export default defineCommand({
  description:
    "Requests the cancellation of tasks. The command lists them and asks for confirmation. HUNT decides when they stop, and keeps the results so far.",
  arguments: { ids: requiredVariadicArgument("IDs of tasks, as shown by `hunt task list`") },
  examples: [{ line: "hunt task cancel e403a0e9-b395-478f-9b70-dd4f713eedc4", does: "Cancel a scan" }],
  schema: listSchema("The canceled tasks, as they were before", taskSchema),
  asks: true,
  async run({ args, getClient, out, confirm, signal }) {
    const { userTasks, instance } = await getClient();
    const found: UserTask[] = [];
    for (const id of new Set(args.ids)) found.push(await userTasks.get(id, { signal }));
    const todo = found.filter(({ endedOn }) => !endedOn);
    for (const task of found.filter(({ endedOn }) => endedOn))
      out.note(`Already ended: ${describeTask(task)}`);
    if (todo.length > 0) {
      const count = todo.length === 1 ? "1 task" : `${todo.length} tasks`;
      await confirm(`Cancel ${count} at ${instance.name}`, todo.map(describeTask));
      for (const { id } of todo) await userTasks.cancel(id, { signal });
      out.note(`✓ Canceled ${count}.`);
    } else out.note("Nothing to do.");
    if (out.format !== "human") await out.rows(todo, []);
  },
});
