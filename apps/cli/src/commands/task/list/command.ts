import { combineConditions, matchOtherThan } from "@huntkit/toolkit";
import { listFlags, sinceFlag } from "../../../lists/list-flags.js";
import { printRows } from "../../../lists/print-rows.js";
import { listSchema } from "../../../lists/record-schema.js";
import { defineCommand } from "../../../program/definition.js";
import { booleanFlag } from "../../../program/flags.js";
import { taskColumns, taskSchema } from "../task-table.js";

export default defineCommand({
  description:
    "List tasks (scans, responses, and discoveries), newest first. By default, this lists tasks in " +
    "progress, and tasks that ended within the last 24 hours. Archived tasks and tasks of real-time " +
    "security are not included.",
  options: {
    running: booleanFlag("List only tasks in progress"),
    since: sinceFlag("Include tasks that ended since this time: 30m, 24h, 7d, or an ISO 8601 time", "24h"),
    ...listFlags,
  },
  examples: [
    { line: "hunt task list --running", does: "List the tasks in progress" },
    {
      line: `hunt task list --since 7d --where '{"status": "Failed"}'`,
      does: "List the failed tasks of the last week",
    },
  ],
  schema: listSchema("HUNT tasks", taskSchema),
  async run(context) {
    const { options, getClient, out, now } = context;
    const { userTasks } = await getClient();
    const ended = options.running
      ? { endedOn: null }
      : { or: [{ endedOn: null }, { endedOn: { gte: options.since(now()) } }] };
    const isListed = combineConditions({ archived: false }, matchOtherThan("type", "RTS"));
    const where = combineConditions(isListed, ended, options.where);
    await printRows(
      userTasks,
      { where, order: "createdOn DESC" },
      taskColumns({ terminal: out.terminal, now: now() }),
      "tasks",
      context,
    );
  },
});
