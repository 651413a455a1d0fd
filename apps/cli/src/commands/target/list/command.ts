import { combineConditions, matchPattern } from "@huntkit/toolkit";
import { listFlags } from "../../../lists/list-flags.js";
import { printRows } from "../../../lists/print-rows.js";
import { listSchema } from "../../../lists/record-schema.js";
import { defineCommand } from "../../../program/definition.js";
import { stringFlag } from "../../../program/flags.js";
import { targetColumns, targetSchema } from "../target-table.js";

export default defineCommand({
  description: "Lists target groups by name. The machines of a target group are scanned together.",
  options: { name: stringFlag("name", "Name; * matches any part of it"), ...listFlags },
  examples: [
    { line: "hunt target list", does: "List all target groups" },
    { line: "hunt target list --name 'Lyon*' --json", does: "Get some target groups for a script" },
  ],
  schema: listSchema("HUNT target groups", targetSchema),
  async run(context) {
    const { options, getClient, out, now } = context;
    const where = combineConditions(matchPattern("name", options.name), options.where);
    await printRows(
      (await getClient()).targets,
      { where, order: "name" },
      targetColumns({ terminal: out.terminal, now: now() }),
      "target groups",
      context,
    );
  },
});
