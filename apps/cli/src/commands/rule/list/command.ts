import { rules } from "@huntkit/catalog";
import { matchOneOf, matchPattern, severitiesWorstFirst } from "@huntkit/toolkit";
import { paintSeverity } from "../../alert/alert-table.js";
import { combineFilters } from "../../../lists/combine-filters.js";
import { listFlags, nameFlag } from "../../../lists/list-flags.js";
import { listSpellings } from "../../../lists/list-spellings.js";
import { readTableView } from "../../../lists/time-column.js";
import { printRows } from "../../../lists/print-rows.js";
import { listSchema, recordSchema } from "../../../lists/record-schema.js";
import { defineCommand } from "../../../program/definition.js";
import { choiceListFlag } from "../../../program/flags.js";
import { sourceColumns } from "../../source/source-kinds.js";

const ruleSchema = recordSchema(rules, { without: ["body"] });

export default defineCommand({
  description:
    "List rules, sorted by name. Rules are conditions that raise alerts. To download the conditions, " +
    "use `hunt rule pull`.",
  options: {
    name: nameFlag,
    severity: choiceListFlag(severitiesWorstFirst, "Filter by severity, comma-separated"),
    ...listFlags,
  },
  examples: [
    { line: "hunt rule list --severity critical", does: "List the rules that raise critical alerts" },
  ],
  schema: listSchema("HUNT rules", ruleSchema),
  async run(context) {
    const { options, getClient } = context;
    const where = await combineFilters({
      flags: {
        "--name": matchPattern("name", options.name),
        "--severity": matchOneOf("severity", listSpellings(rules.fields.severity, options.severity)),
      },
      where: options.where,
    });
    const fields = [
      "name",
      "short",
      "description",
      "guid",
      "severity",
      "active",
      "createdBy",
      "created",
      "updated",
    ] as const;
    await printRows(
      (await getClient()).rules,
      { where, order: "name", fields },
      [
        {
          title: "Severity",
          value: ({ severity }) => severity,
          paint: (cell, { severity }, colors) => paintSeverity(cell, severity?.toLowerCase(), colors),
        },
        { title: "Name", value: ({ name }) => name },
        ...sourceColumns(await readTableView(context)),
      ],
      "rules",
      context,
    );
  },
});
