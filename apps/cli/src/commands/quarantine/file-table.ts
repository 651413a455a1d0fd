import { quarantinedFiles } from "@huntkit/catalog";
import type { QuarantinedFile } from "@huntkit/catalog";
import { recordSchema } from "../../lists/record-schema.js";
import { timeColumn, type TableView } from "../../lists/time-column.js";
import type { Column } from "../../output/output.js";

/** The JSON Schema of a quarantined file. */
export const fileSchema = recordSchema(quarantinedFiles);

/** Returns the columns of a table of quarantined files. */
export function fileColumns(view: TableView): Column<QuarantinedFile>[] {
  return [
    { title: "Status", value: ({ status }) => status },
    timeColumn("Found", ({ createdOn }) => createdOn, view),
    { title: "Threat", value: ({ threat }) => threat },
    { title: "Path", value: ({ path, name }) => path ?? name },
    { title: "Agent", value: ({ agentId }) => agentId, isWhole: true, isExtra: true },
    { title: "ID", value: ({ id }) => id, isWhole: true, isExtra: true },
  ];
}

/** Describes a quarantined file in one line. */
export function describeFile({ status, threat, path, name, id }: QuarantinedFile): string {
  return [status, threat, path ?? name, id].filter(Boolean).join("  ");
}
