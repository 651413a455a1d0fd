import { combineConditions } from "@huntkit/toolkit";
import { listFlags, sinceFlag } from "../../../lists/list-flags.js";
import { printRows } from "../../../lists/print-rows.js";
import { listSchema } from "../../../lists/record-schema.js";
import { defineCommand } from "../../../program/definition.js";
import { booleanFlag } from "../../../program/flags.js";
import { taskColumns, taskSchema } from "../task-table.js";

export default defineCommand({
  description:
    "Lists tasks, the newest first: scans, responses and discoveries that run, and those that ended within a day. Archived ones, and those of real-time security, are left out.",
  options: {
    running: booleanFlag("Only those that have not ended"),
    since: sinceFlag("Those that ended since then as well: so long ago, or a date", "24h"),
    ...listFlags,
  },
  examples: [
    { line: "hunt task list --running", does: "See what HUNT is at" },
    {
      line: `hunt task list --since 7d --where '{"status": "Failed"}'`,
      does: "See what failed within a week",
    },
  ],
  schema: listSchema("HUNT tasks", taskSchema),
  async run(context) {
    const { options, getClient, out, now } = context;
    const { userTasks } = await getClient();
    const ended = options.running
      ? { endedOn: null }
      : { or: [{ endedOn: null }, { endedOn: { gte: options.since(now()) } }] };
    const where = combineConditions({ archived: false }, { type: { neq: "RTS" } }, ended, options.where);
    await printRows(
      userTasks,
      { where, order: "createdOn DESC" },
      taskColumns({ terminal: out.terminal, now: now() }),
      "tasks",
      context,
    );
  },
});
