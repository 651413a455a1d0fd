import { alertDetails, alerts } from "@huntkit/catalog";
import type { Alert, Where } from "@huntkit/core";
import type { TerminalText } from "@huntkit/core/escape";
import { combineConditions, matchOneOf, matchPattern, severitiesWorstFirst } from "@huntkit/toolkit";
import type { Colors } from "../../output/terminal.js";
import { where } from "../../lists/list-flags.js";
import { recordSchema } from "../../lists/record-schema.js";
import { type TableView, timeColumn } from "../../lists/time-column.js";
import type { Column } from "../../output/output.js";
import type { ValuesOf } from "../../program/definition.js";
import { choiceListFlag, stringFlag } from "../../program/flags.js";

/** Colours a text by how bad what it is about is. The word stands there as well: not everybody sees colours. */
export function paintSeverity(
  text: TerminalText,
  severity: string | null | undefined,
  colors: Colors,
): TerminalText {
  if (severity === "critical") return colors.bold(colors.red(text));
  if (severity === "high") return colors.red(text);
  return severity === "medium" ? colors.yellow(text) : text;
}

/** An alert as JSON Schema. */
export const alertSchema = recordSchema(alerts);

/** An alert with its details as JSON Schema. */
export const alertDetailSchema = recordSchema(alertDetails);

/** What an analyst wants to see of an alert at a glance. */
export function alertColumns(look: TableView): Column<Alert>[] {
  return [
    {
      title: "Severity",
      value: ({ severity }) => severity,
      paint: (text, { severity }, colors) => paintSeverity(text, severity, colors),
    },
    timeColumn("Found", ({ createdOn }) => createdOn, look),
    { title: "Host", value: ({ hostname }) => hostname },
    { title: "Name", value: ({ name }) => name },
    { title: "Description", value: ({ description }) => description, isExtra: true },
    { title: "ID", value: ({ id }) => id, isWhole: true, isExtra: true },
  ];
}

/** The flags that choose alerts. */
export const alertFilters = {
  severity: choiceListFlag(severitiesWorstFirst, "Comma-separated list of severities"),
  host: stringFlag("name", "Host name; * matches any part of it"),
  source: choiceListFlag(
    alerts.fields.sourceType.values,
    "Comma-separated list of sources that found the alert",
  ),
  where,
};

/** What the flags mean, in LoopBack's words; undefined where none was given. */
export function toAlertWhere({
  severity,
  host,
  source,
  where: conditions,
}: ValuesOf<typeof alertFilters>): Where<Alert> | undefined {
  const all = combineConditions(
    matchOneOf("severity", severity),
    matchPattern("hostname", host),
    matchOneOf("sourceType", source),
    conditions,
  );
  return Object.keys(all).length > 0 ? all : undefined;
}
