import { extensions } from "@huntkit/catalog";
import { combineConditions, matchPattern } from "@huntkit/toolkit";
import { listFlags } from "../../../lists/list-flags.js";
import { printRows } from "../../../lists/print-rows.js";
import { listSchema, recordSchema } from "../../../lists/record-schema.js";
import { defineCommand } from "../../../program/definition.js";
import { choiceFlag, stringFlag } from "../../../program/flags.js";
import { sourceColumns } from "../../source/source-kinds.js";

const extensionSchema = recordSchema(extensions, { without: ["body"] });

export default defineCommand({
  description:
    "Lists extensions by name. Extensions are scripts that collect data or respond on agents. The list does not include the scripts. `hunt extension pull` writes these to files.",
  options: {
    name: stringFlag("name", "Name; * matches any part of it"),
    type: choiceFlag(["collection", "response"], "Type of the extensions"),
    ...listFlags,
  },
  examples: [{ line: "hunt extension list --type response", does: "List what `hunt respond` can run" }],
  schema: listSchema("HUNT extensions", extensionSchema),
  async run(context) {
    const { options, getClient, out, now } = context;
    const where = combineConditions(
      matchPattern("name", options.name),
      options.type === undefined ? {} : { type: options.type },
      options.where,
    );
    const fields = ["name", "type", "description", "active", "createdBy", "updatedBy"] as const;
    await printRows(
      (await getClient()).extensions,
      { where, order: "name", fields },
      [
        { title: "Name", value: ({ name }) => name },
        { title: "Type", value: ({ type }) => type },
        ...sourceColumns({ terminal: out.terminal, now: now() }),
      ],
      "extensions",
      context,
    );
  },
});
