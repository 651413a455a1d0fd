import { timeColumn, type Look } from "../../lists/time-column.js";
import type { Column } from "../../output/output.js";

/** What is shown of extensions and rules alike. */
interface Shown {
  readonly id: string;
  readonly active?: boolean | null | undefined;
  readonly createdOn?: string | null | undefined;
  readonly updatedOn?: string | null | undefined;
}

/** Whether a source is on, when it was changed last, and its id: the last columns of its table. */
export function sourceColumns(look: Look): Column<Shown>[] {
  return [
    {
      title: "State",
      value: ({ active }) => (active ? "on" : "off"),
      paint: (cell, { active }, colors) => (active ? cell : colors.dim(cell)),
    },
    timeColumn("Updated", ({ updatedOn, createdOn }) => updatedOn ?? createdOn, look),
    { title: "Id", value: ({ id }) => id, isWhole: true },
  ];
}
