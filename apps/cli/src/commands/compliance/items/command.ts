import { complianceResultItems } from "@huntkit/catalog";
import { combineFilters } from "../../../lists/combine-filters.js";
import { listFlags } from "../../../lists/list-flags.js";
import { printRows } from "../../../lists/print-rows.js";
import { listSchema, recordSchema } from "../../../lists/record-schema.js";
import { defineCommand } from "../../../program/definition.js";
import { booleanFlag, requiredArgument } from "../../../program/flags.js";

export default defineCommand({
  description: "List the points of a compliance check, with their scores.",
  arguments: { id: requiredArgument("ID of the check, as shown by `hunt compliance list`") },
  options: { failed: booleanFlag("List only the points that the host did not pass"), ...listFlags },
  examples: [
    {
      line: "hunt compliance items ac14cd3c-e070-4da5-880d-405f3ed27d89 --failed",
      does: "List what a host did not pass",
    },
  ],
  schema: listSchema("Points of a compliance check", recordSchema(complianceResultItems)),
  async run(context) {
    const { args, options, getClient, signal } = context;
    const client = await getClient();
    const { id: complianceResultId } = await client.complianceResultInstances.get(args.id, { signal });
    const where = await combineFilters({
      flags: {
        "<id>": { complianceResultId },
        "--failed": options.failed ? { passed: false } : undefined,
      },
      where: options.where,
    });
    await printRows(
      client.complianceResultItems,
      { where },
      [
        { title: "Passed", value: ({ passed }) => (passed ? "yes" : "no") },
        { title: "Score", value: ({ score }) => score, isNumber: true },
        { title: "Maximum", value: ({ maxscore }) => maxscore, isNumber: true },
        { title: "Remarks", value: ({ remarks }) => remarks },
        { title: "ID", value: ({ id }) => id, isWhole: true, isExtra: true },
      ],
      "points",
      context,
    );
  },
});
