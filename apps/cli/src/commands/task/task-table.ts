import { userTasks } from "@huntkit/catalog";
import type { UserTask } from "@huntkit/core";
import type { TerminalText } from "@huntkit/core/escape";
import type { Colors } from "../../output/terminal.js";
import { recordSchema } from "../../lists/record-schema.js";
import { timeColumn, type TableView } from "../../lists/time-column.js";
import type { Column } from "../../output/output.js";
import type { JsonSchema } from "../../program/definition.js";

/** The JSON Schema of a task. */
export const taskSchema: JsonSchema = recordSchema(userTasks);

/** Returns the columns of a table of tasks. */
export function taskColumns(view: TableView): Column<UserTask>[] {
  return [
    {
      title: "Status",
      value: ({ status }) => status,
      paint: (text, { status }, colors) => paintStatus(text, status, colors),
    },
    {
      title: "Done",
      value: ({ progress }) =>
        progress === null || progress === undefined ? "" : `${Math.floor(progress)} %`,
      isNumber: true,
    },
    { title: "Type", value: ({ type }) => type, isExtra: true },
    { title: "Name", value: ({ name }) => name },
    timeColumn("Created", ({ createdOn }) => createdOn, view),
    { ...timeColumn<UserTask>("Ended", ({ endedOn }) => endedOn, view), isExtra: true },
    { title: "ID", value: ({ id }) => id, isWhole: true, isExtra: true },
  ];
}

/** Colors a string by the status of a task. */
function paintStatus(text: TerminalText, status: string | null | undefined, colors: Colors): TerminalText {
  if (status === "Failed" || status === "Error") return colors.red(text);
  if (status === "Cancelled") return colors.yellow(text);
  return status === "Active" ? colors.green(text) : text;
}

/** Describes a task in one line. */
export function describeTask({ status, name, id }: UserTask): string {
  return `${status ?? ""}  ${name ?? ""}  ${id}`;
}
