import { userTasks } from "@huntkit/catalog";
import type { UserTask } from "@huntkit/core";
import type { TerminalText } from "@huntkit/core/escape";
import type { Colors } from "../../output/terminal.js";
import { recordSchema } from "../../lists/record-schema.js";
import { isNarrow, timeColumn, type TableView } from "../../lists/time-column.js";
import type { Column } from "../../output/output.js";
import type { JsonSchema } from "../../program/definition.js";

/** A task as JSON Schema. */
export const taskSchema: JsonSchema = recordSchema(userTasks);

/** What one wants to see of a task at a glance; in a narrow terminal, no more than leads to the rest. */
export function taskColumns(look: TableView): Column<UserTask>[] {
  const all: Column<UserTask>[] = [
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
    { title: "Type", value: ({ type }) => type },
    { title: "Name", value: ({ name }) => name },
    timeColumn("Created", ({ createdOn }) => createdOn, look),
    timeColumn("Ended", ({ endedOn }) => endedOn, look),
    { title: "Id", value: ({ id }) => id, isWhole: true },
  ];
  return all.filter(({ title }) => !isNarrow(look.terminal) || (title !== "Type" && title !== "Ended"));
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
