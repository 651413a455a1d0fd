import { matchPattern } from "@huntkit/toolkit";
import { combineFilters } from "../../../lists/combine-filters.js";
import { listFlags, nameFlag } from "../../../lists/list-flags.js";
import { readTableView } from "../../../lists/time-column.js";
import { printRows } from "../../../lists/print-rows.js";
import { listSchema } from "../../../lists/record-schema.js";
import { defineCommand } from "../../../program/definition.js";
import { targetColumns, targetSchema } from "../target-table.js";

export default defineCommand({
  description: "List target groups, sorted by name. The hosts of a target group are scanned together.",
  options: { name: nameFlag, ...listFlags },
  examples: [
    { line: "hunt target list", does: "List all target groups" },
    { line: "hunt target list --name 'Lyon*' --json", does: "Get some target groups as JSON" },
  ],
  schema: listSchema("HUNT target groups", targetSchema),
  async run(context) {
    const { options, getClient } = context;
    const where = await combineFilters({
      flags: { "--name": matchPattern("name", options.name) },
      where: options.where,
    });
    await printRows(
      (await getClient()).targets,
      { where, order: "name" },
      targetColumns(await readTableView(context)),
      "target groups",
      context,
    );
  },
});
