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
    "Lists extensions, the scripts that collect or respond on agents, by name. Their scripts are not among it: `hunt extension pull` writes these into files.",
  options: {
    name: stringFlag("name", "Only this one; * stands for any part of its name"),
    type: choiceFlag(["collection", "response"], "Only those of this type"),
    ...listFlags,
  },
  examples: [{ line: "hunt extension list --type response", does: "See what `hunt respond` can run" }],
  schema: listSchema("HUNT extensions", extensionSchema),
  async run(context) {
    const { options, getClient, out, now } = context;
    const where = combineConditions(
      matchPattern("name", options.name),
      options.type === undefined ? {} : { type: options.type },
      options.where,
    );
    const fields = [
      "name",
      "type",
      "description",
      "guid",
      "active",
      "createdBy",
      "createdOn",
      "updatedOn",
    ] as const;
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
