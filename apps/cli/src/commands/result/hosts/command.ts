import { scanHosts } from "@huntkit/catalog";
import { combineFilters } from "../../../lists/combine-filters.js";
import { listFlags } from "../../../lists/list-flags.js";
import { printRows } from "../../../lists/print-rows.js";
import { listSchema, recordSchema } from "../../../lists/record-schema.js";
import { readTableView, timeColumn } from "../../../lists/time-column.js";
import { defineCommand } from "../../../program/definition.js";
import { findScan, scanArgument } from "../find-scan.js";

export default defineCommand({
  description: "List the hosts of a scan, and whether they were scanned and are compromised.",
  arguments: { id: scanArgument },
  options: listFlags,
  examples: [
    {
      line: `hunt result hosts 7e1aef27-d823-4bbf-a6db-d6321495e47d --where '{"failed": true}'`,
      does: "List the hosts that could not be scanned",
    },
  ],
  schema: listSchema("Hosts of a scan", recordSchema(scanHosts)),
  async run(context) {
    const { args, options, getClient, signal } = context;
    const client = await getClient();
    const { scanId } = await findScan(client, args.id, signal);
    const where = await combineFilters({ flags: { "<id>": { scanId } }, where: options.where });
    const view = await readTableView(context);
    await printRows(
      client.scanHosts,
      { where, order: "hostname" },
      [
        { title: "Host", value: ({ hostname }) => hostname },
        { title: "Address", value: ({ ip }) => ip },
        { title: "Result", value: ({ failed, compromised }) => describeResult(failed, compromised) },
        timeColumn("Completed", ({ completedOn }) => completedOn, view),
        { title: "ID", value: (row) => row.id, isWhole: true, isExtra: true },
      ],
      "hosts",
      context,
    );
  },
});

function describeResult(failed: boolean | null | undefined, compromised: boolean | null | undefined): string {
  if (failed === true) return "failed";
  return compromised === true ? "compromised" : "scanned";
}
