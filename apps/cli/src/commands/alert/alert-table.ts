import { alertDetails, alerts } from "@huntkit/catalog";
import type { Alert } from "@huntkit/core";
import type { TerminalText } from "@huntkit/core/escape";
import { type Conditions, matchOneOf, matchPattern, severitiesWorstFirst } from "@huntkit/toolkit";
import type { Colors } from "../../output/terminal.js";
import { hostFlag, where } from "../../lists/list-flags.js";
import { recordSchema } from "../../lists/record-schema.js";
import { type TableView, timeColumn } from "../../lists/time-column.js";
import type { Column } from "../../output/output.js";
import type { ValuesOf } from "../../program/definition.js";
import { choiceListFlag } from "../../program/flags.js";

/**
 * Colors a string by severity. The severity is also in the table as a word, for users who do not see colors.
 */
export function paintSeverity(
  text: TerminalText,
  severity: string | null | undefined,
  colors: Colors,
): TerminalText {
  if (severity === "critical") return colors.bold(colors.red(text));
  if (severity === "high") return colors.red(text);
  return severity === "medium" ? colors.yellow(text) : text;
}

/** The JSON Schema of an alert. */
export const alertSchema = recordSchema(alerts);

/** The JSON Schema of an alert with its details. */
export const alertDetailSchema = recordSchema(alertDetails);

/** Returns the columns of a table of alerts. */
export function alertColumns(view: TableView): Column<Alert>[] {
  return [
    {
      title: "Severity",
      value: ({ severity }) => severity,
      paint: (text, { severity }, colors) => paintSeverity(text, severity, colors),
    },
    timeColumn("Found", ({ createdOn }) => createdOn, view),
    { title: "Host", value: ({ hostname }) => hostname, isWhole: true },
    { title: "Name", value: ({ name }) => name },
    { title: "Description", value: ({ description }) => description, isExtra: true },
    { title: "ID", value: ({ id }) => id, isWhole: true, isExtra: true },
  ];
}

/** Flags that filter alerts. */
export const alertFilters = {
  severity: choiceListFlag(severitiesWorstFirst, "Filter by severity, comma-separated"),
  host: hostFlag,
  source: choiceListFlag(
    alerts.fields.sourceType.values,
    "Filter by the source of the alert, comma-separated",
  ),
  where,
};

/** Converts the flags to LoopBack conditions, by the name of the flag. */
export function toAlertConditions({
  severity,
  host,
  source,
}: ValuesOf<Omit<typeof alertFilters, "where">>): Record<string, Conditions | undefined> {
  return {
    "--severity": matchOneOf("severity", severity),
    "--host": matchPattern("hostname", host),
    "--source": matchOneOf("sourceType", source),
  };
}

/** The conditions of `--state`. */
export const stateConditions = { open: { archived: false }, archived: { archived: true }, all: {} } as const;
