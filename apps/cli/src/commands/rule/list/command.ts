import { rules } from "@huntkit/catalog";
import { severitiesWorstFirst } from "@huntkit/toolkit";
import { paintSeverity } from "../../alert/alert-table.js";
import { allOf, among, matching } from "../../../lists/lookup.js";
import { listFlags } from "../../../lists/list-flags.js";
import { printRows } from "../../../lists/print-rows.js";
import { listSchema, recordSchema } from "../../../lists/record-schema.js";
import { defineCommand } from "../../../program/definition.js";
import { choices, text } from "../../../program/flags.js";
import { sourceColumns } from "../../source/source-kinds.js";

const ruleSchema = recordSchema(rules, { without: ["body"] });

export default defineCommand({
  description:
    "Lists rules, the conditions that raise alerts, by name. The conditions are not among it: `hunt rule pull` writes rules into files.",
  options: {
    name: text("name", "Only this one; * stands for any part of its name"),
    severity: choices(severitiesWorstFirst, "Only these severities, between commas"),
    ...listFlags,
  },
  examples: [{ line: "hunt rule list --severity critical", does: "See what raises the worst alerts" }],
  schema: listSchema("HUNT rules", ruleSchema),
  async run(context) {
    const { options, hunt, out, now } = context;
    const where = allOf(matching("name", options.name), among("severity", options.severity), options.where);
    const fields = [
      "name",
      "short",
      "description",
      "guid",
      "severity",
      "active",
      "createdBy",
      "createdOn",
      "updatedOn",
    ] as const;
    await printRows(
      (await hunt()).rules,
      { where, order: "name", fields },
      [
        {
          title: "Severity",
          value: ({ severity }) => severity,
          paint: (cell, { severity }, colors) => paintSeverity(cell, severity, colors),
        },
        { title: "Name", value: ({ name }) => name },
        ...sourceColumns({ terminal: out.terminal, now: now() }),
      ],
      "rules",
      context,
    );
  },
});
