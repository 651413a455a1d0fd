import { matchOtherThan } from "@huntkit/toolkit";
import { combineFilters } from "../../../lists/combine-filters.js";
import { listFlags, readSince, sinceFlag } from "../../../lists/list-flags.js";
import { readTableView } from "../../../lists/time-column.js";
import { printRows } from "../../../lists/print-rows.js";
import { listSchema } from "../../../lists/record-schema.js";
import { defineCommand } from "../../../program/definition.js";
import { booleanFlag } from "../../../program/flags.js";
import { taskColumns, taskSchema } from "../task-table.js";

const defaultSince = "24h";

export default defineCommand({
  description:
    "List tasks (scans, responses, and discoveries), newest first. By default, this lists tasks in " +
    "progress, and tasks that ended within the last 24 hours. Archived tasks and tasks of real-time " +
    "security are not included. A condition on `endedOn`, `archived`, or `type` in `--where` replaces the " +
    "default for that property.",
  options: {
    running: booleanFlag("List only tasks in progress"),
    since: {
      ...sinceFlag("Include tasks that ended since this time: 30m, 24h, 7d, or an ISO 8601 time"),
      fallback: defaultSince,
    },
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
    const { options, getClient, serverTime } = context;
    const { running } = options;
    const since = running ? undefined : options.since?.(await serverTime());
    const endedSince = (time: string) => ({ or: [{ endedOn: null }, { endedOn: { gte: time } }] });
    const where = await combineFilters({
      flags: {
        "--running": running ? { endedOn: null } : undefined,
        "--since": since === undefined ? undefined : endedSince(since),
      },
      defaults: [
        { archived: false },
        matchOtherThan("type", "RTS"),
        running || since !== undefined
          ? undefined
          : endedSince(readSince(defaultSince, "--since")(await serverTime())),
      ],
      where: options.where,
    });
    const { userTasks } = await getClient();
    await printRows(
      userTasks,
      { where, order: "createdOn DESC" },
      taskColumns(await readTableView(context)),
      "tasks",
      context,
    );
  },
});
