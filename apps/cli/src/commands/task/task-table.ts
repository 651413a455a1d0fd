import { userTasks } from "@huntkit/catalog";
import type { UserTask } from "@huntkit/core";
import type { TerminalText } from "@huntkit/core/escape";
import type { Colors } from "../../output/terminal.js";
import { recordSchema } from "../../lists/record-schema.js";
import { timeColumn, type TableView } from "../../lists/time-column.js";
import type { Column } from "../../output/output.js";
import type { JsonSchema } from "../../program/definition.js";

/** A task as JSON Schema. */
export const taskSchema: JsonSchema = recordSchema(userTasks);

/** What one wants to see of a task at a glance. */
export function taskColumns(look: TableView): Column<UserTask>[] {
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
    timeColumn("Created", ({ createdOn }) => createdOn, look),
    { ...timeColumn<UserTask>("Ended", ({ endedOn }) => endedOn, look), isExtra: true },
    { title: "ID", value: ({ id }) => id, isWhole: true, isExtra: true },
  ];
}

/** Colours a text by how a task is. */
function paintStatus(text: TerminalText, status: string | null | undefined, colors: Colors): TerminalText {
  if (status === "Failed" || status === "Error") return colors.red(text);
  if (status === "Cancelled") return colors.yellow(text);
  return status === "Active" ? colors.green(text) : text;
}

/** A task in a line. */
export function describeTask({ status, name, id }: UserTask): string {
  return `${status ?? ""}  ${name ?? ""}  ${id}`;
}
