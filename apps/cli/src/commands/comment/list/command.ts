import { listFlags } from "../../../lists/list-flags.js";
import { combineFilters } from "../../../lists/combine-filters.js";
import { checkRows } from "../../../lists/check-rows.js";
import { printSome } from "../../../lists/print-some.js";
import { listSchema } from "../../../lists/record-schema.js";
import { readTableView, timeColumn } from "../../../lists/time-column.js";
import { defineCommand } from "../../../program/definition.js";
import { optionalArgument } from "../../../program/flags.js";
import { commentSchema, parseSubject, requireSubject } from "../comment-table.js";

export default defineCommand({
  description:
    "List the comments on an alert or a file, or all comments, newest first. The names of the authors " +
    "require the token of an admin.",
  arguments: { id: optionalArgument("ID of an alert, or SHA-1 of a file") },
  options: listFlags,
  examples: [
    { line: "hunt comment list beeda54b-6fdc-4fd5-92dc-21f7c7123c54", does: "List the comments on an alert" },
    { line: "hunt comment list --limit 5", does: "List the newest comments" },
  ],
  schema: listSchema("Comments", commentSchema),
  async run(context) {
    const { args, options, getClient, signal } = context;
    const subject = args.id === undefined ? undefined : await parseSubject(args.id);
    const where = await combineFilters({
      flags: { "<id>": subject === undefined ? undefined : { relatedId: subject } },
      where: options.where,
    });
    const client = await getClient();
    const rows = client.userComments.withUsers({ where, order: "createdOn DESC" }, { signal });
    const view = await readTableView(context);
    await printSome(
      checkRows(rows, { route: client.userComments.route, where }, context, async () => {
        if (subject !== undefined) await requireSubject(client, subject, signal);
      }),
      [
        timeColumn("Time", ({ createdOn }) => createdOn, view),
        { title: "Author", value: ({ userName, userId }) => userName ?? userId },
        { title: "Comment", value: ({ value }) => value },
        { title: "About", value: ({ relatedId }) => relatedId, isWhole: true, isExtra: true },
        { title: "ID", value: ({ id }) => id, isWhole: true, isExtra: true },
      ],
      "comments",
      context,
    );
  },
});
