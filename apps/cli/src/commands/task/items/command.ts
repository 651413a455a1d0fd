import { userTaskItemProgresses, userTaskItems } from "@huntkit/catalog";
import type { HuntClient, Rows } from "@huntkit/core";
import { combineFilters } from "../../../lists/combine-filters.js";
import { listFlags } from "../../../lists/list-flags.js";
import { checkRows } from "../../../lists/check-rows.js";
import { printSome } from "../../../lists/print-some.js";
import { listSchema, recordSchema } from "../../../lists/record-schema.js";
import { readTableView, timeColumn } from "../../../lists/time-column.js";
import { defineCommand } from "../../../program/definition.js";
import { booleanFlag, requiredArgument } from "../../../program/flags.js";

/** An item, with its messages if they were requested. */
type Item = Rows.UserTaskItem & { readonly messages?: readonly Rows.UserTaskItemProgress[] };

export default defineCommand({
  description: "List the items of a task, for example its hosts, with their status.",
  arguments: { id: requiredArgument("ID of the task, as shown by `hunt task list`") },
  options: {
    messages: booleanFlag("Include the messages of each item, such as why a host is not accessible"),
    ...listFlags,
  },
  examples: [
    { line: "hunt task items e403a0e9-b395-478f-9b70-dd4f713eedc4", does: "List the items of a task" },
    {
      line: "hunt task items e403a0e9-b395-478f-9b70-dd4f713eedc4 --messages",
      does: "Show why hosts are not accessible",
    },
  ],
  schema: listSchema(
    "Items of a task",
    recordSchema(userTaskItems, {
      more: { messages: { type: "array", items: recordSchema(userTaskItemProgresses) } },
    }),
  ),
  async run(context) {
    const { args, options, getClient, signal } = context;
    const client = await getClient();
    const { id: userTaskId } = await client.userTasks.get(args.id, { signal });
    const where = await combineFilters({ flags: { "<id>": { userTaskId } }, where: options.where });
    const items: AsyncIterable<Rows.UserTaskItem> = client.userTaskItems.list(
      { where, order: "name" },
      { signal },
    );
    const view = await readTableView(context);
    const checked = checkRows(items, { route: client.userTaskItems.route, where }, context);
    await printSome<Item>(
      options.messages ? addMessages(client, checked, signal) : checked,
      [
        { title: "Status", value: ({ status }) => status },
        { title: "Type", value: ({ type }) => type },
        { title: "Name", value: ({ name }) => name },
        { title: "Message", value: ({ message, messages }) => formatMessages(message, messages) },
        { ...timeColumn<Item>("Ended", ({ endedOn }) => endedOn, view), isExtra: true },
        { title: "ID", value: ({ id }) => id, isWhole: true, isExtra: true },
      ],
      "items",
      context,
    );
  },
});

async function* addMessages(
  { userTaskItemProgresses: progresses }: HuntClient,
  items: AsyncIterable<Rows.UserTaskItem>,
  signal: AbortSignal,
): AsyncGenerator<Item> {
  for await (const item of items) {
    const filter = { where: { taskItemId: item.id }, order: "createdOn" as const };
    yield { ...item, messages: await progresses.list(filter, { signal }).toArray() };
  }
}

function formatMessages(message: string | null | undefined, messages: Item["messages"]): string {
  const texts = messages?.flatMap(({ text }) => text ?? []) ?? [];
  return texts.length > 0 ? texts.join(" · ") : (message ?? "");
}
