import type { Rows } from "@huntkit/core";
import type { Column } from "../../output/output.js";

/** The columns of a table of the results of extensions. */
export const extensionResultColumns: Column<Rows.ScanExtensionDetail>[] = [
  { title: "Host", value: ({ hostname }) => hostname },
  { title: "Extension", value: ({ name }) => name },
  {
    title: "Result",
    value: ({ success }) => formatSuccess(success),
    paint: (cell, { success }, colors) => (success === false ? colors.red(cell) : cell),
  },
  { title: "Output", value: ({ output }) => (Array.isArray(output) ? output.join(" · ") : output) },
];

function formatSuccess(success: boolean | null | undefined): string {
  if (success === false) return "failed";
  return success ? "done" : "unknown";
}
