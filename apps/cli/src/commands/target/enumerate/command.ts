import { toLine } from "../../../output/escape.js";
import { defineCommand } from "../../../program/definition.js";
import { requiredArgument, stringListFlag } from "../../../program/flags.js";
import { requireWait, waitFlags } from "../../scan/scan-flags.js";
import { startTask, waitForTask } from "../../task/run-task.js";
import { taskSchema } from "../../task/task-table.js";
import { findTarget } from "../find-target.js";

export default defineCommand({
  description:
    "Discover the hosts of a target group with its queries, and print the task ID. `hunt address list` then " +
    "shows the hosts.",
  arguments: { group: requiredArgument("Name or ID of the target group") },
  options: {
    query: stringListFlag("name", "Query of the target group to use, by name or ID. Without it, all queries"),
    ...waitFlags,
  },
  examples: [
    {
      line: "hunt target enumerate 'Lyon workstations' --wait",
      does: "Discover hosts, and wait until the discovery has ended",
    },
  ],
  schema: taskSchema,
  async run(context) {
    const { args, options, getClient, out, signal } = context;
    requireWait(options);
    const client = await getClient();
    const { id, name } = await findTarget(client, args.group, signal);
    const queries = options.query.length === 0 ? undefined : options.query;
    const { userTaskId } = await startTask(() => client.tasks.enumerate(id, { queries, signal }));
    out.note(`✓ Started a discovery of hosts in ${name ?? id}.`);
    if (options.wait) await waitForTask(context, userTaskId, `Discovering ${name ?? id}`, options.timeout);
    const task = await client.userTasks.get(userTaskId, { signal });
    await out.data(task, () => toLine(userTaskId));
  },
});
