import { scanExtensionDetails } from "@huntkit/catalog";
import { combineFilters } from "../../../lists/combine-filters.js";
import { listFlags } from "../../../lists/list-flags.js";
import { printRows } from "../../../lists/print-rows.js";
import { listSchema, recordSchema } from "../../../lists/record-schema.js";
import { defineCommand } from "../../../program/definition.js";
import { extensionResultColumns } from "../../respond/result-columns.js";
import { findScan, scanArgument } from "../find-scan.js";

export default defineCommand({
  description: "List the output of the extensions that a scan or response ran, by host.",
  arguments: { id: scanArgument },
  options: listFlags,
  examples: [
    {
      line: "hunt result output b698a129-59ad-44fb-b1bd-d2664a3fc50e",
      does: "Show the output of an extension",
    },
  ],
  schema: listSchema("Results of extensions", recordSchema(scanExtensionDetails)),
  async run(context) {
    const { args, options, getClient, signal } = context;
    const client = await getClient();
    const { scanId } = await findScan(client, args.id, signal);
    const where = await combineFilters({ flags: { "<id>": { scanId } }, where: options.where });
    await printRows(
      client.scanExtensionDetails,
      { where, order: "hostname" },
      extensionResultColumns,
      "results of extensions",
      context,
    );
  },
});
