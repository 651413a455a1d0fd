import type { UserTask } from "@huntkit/core";
import { formatCount } from "@huntkit/toolkit";
import { listSchema } from "../../../lists/record-schema.js";
import { defineCommand } from "../../../program/definition.js";
import { requiredVariadicArgument } from "../../../program/flags.js";
import { describeTask, taskSchema } from "../task-table.js";

export default defineCommand({
  description:
    "Cancel tasks. The command lists them and asks for confirmation. HUNT might take some time to stop " +
    "a task, and keeps its results.",
  arguments: { id: requiredVariadicArgument("ID of a task, as shown by `hunt task list`") },
  examples: [{ line: "hunt task cancel e403a0e9-b395-478f-9b70-dd4f713eedc4", does: "Cancel a scan" }],
  schema: listSchema("The canceled tasks, with their previous state", taskSchema),
  asks: true,
  async run({ args, getClient, out, confirm, signal }) {
    const { userTasks, instance } = await getClient();
    const found: UserTask[] = [];
    for (const id of new Set(args.id)) found.push(await userTasks.get(id, { signal }));
    const todo = found.filter(({ endedOn }) => !endedOn);
    for (const task of found.filter(({ endedOn }) => endedOn))
      out.note(`Skipped, because it has ended: ${describeTask(task)}`);
    if (todo.length > 0) {
      const count = formatCount(todo.length, "task");
      await confirm(`Cancel ${count} at ${instance.name}`, todo.map(describeTask));
      for (const { id } of todo) await userTasks.cancel(id, { signal });
      out.note(`✓ Canceled ${count}.`);
    } else out.note("Nothing to do.");
    if (out.format !== "human") await out.rows(todo, []);
  },
});
