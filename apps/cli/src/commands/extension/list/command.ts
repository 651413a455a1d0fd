import { extensions } from "@huntkit/catalog";
import { matchPattern } from "@huntkit/toolkit";
import { combineFilters } from "../../../lists/combine-filters.js";
import { listFlags, nameFlag } from "../../../lists/list-flags.js";
import { readTableView } from "../../../lists/time-column.js";
import { printRows } from "../../../lists/print-rows.js";
import { listSchema, recordSchema } from "../../../lists/record-schema.js";
import { defineCommand } from "../../../program/definition.js";
import { choiceFlag } from "../../../program/flags.js";
import { sourceColumns } from "../../source/source-kinds.js";

const extensionSchema = recordSchema(extensions, { without: ["body"] });

export default defineCommand({
  description:
    "List extensions, sorted by name. Extensions are Lua scripts that collect data or respond on " +
    "agents. To download the scripts, use `hunt extension pull`.",
  options: {
    name: nameFlag,
    type: choiceFlag(["collection", "response"], "Filter by type"),
    ...listFlags,
  },
  examples: [
    { line: "hunt extension list --type response", does: "List the extensions that `hunt respond` can run" },
  ],
  schema: listSchema("HUNT extensions", extensionSchema),
  async run(context) {
    const { options, getClient } = context;
    const where = await combineFilters({
      flags: {
        "--name": matchPattern("name", options.name),
        "--type": options.type === undefined ? undefined : { type: options.type },
      },
      where: options.where,
    });
    const fields = ["name", "type", "description", "active", "createdBy", "updatedBy"] as const;
    await printRows(
      (await getClient()).extensions,
      { where, order: "name", fields },
      [
        { title: "Name", value: ({ name }) => name },
        { title: "Type", value: ({ type }) => type },
        ...sourceColumns(await readTableView(context)),
      ],
      "extensions",
      context,
    );
  },
});
