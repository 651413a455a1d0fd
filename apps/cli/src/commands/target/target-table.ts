import type { Target } from "@huntkit/core";
import { recordSchema } from "../../lists/record-schema.js";
import { timeColumn, type Look } from "../../lists/time-column.js";
import type { Column } from "../../output/output.js";

/** A target group as JSON Schema. */
export const targetSchema = recordSchema("A target group of HUNT", {
  texts: ["name", "controllerGroupId", "organizationId", "locationId"],
  times: ["lastScannedOn", "createdOn"],
});

/** What one wants to see of a target group at a glance. */
export function targetColumns(look: Look): Column<Target>[] {
  return [
    { title: "Name", value: ({ name }) => name },
    timeColumn("Last scanned", ({ lastScannedOn }) => lastScannedOn, look),
    timeColumn("Created", ({ createdOn }) => createdOn, look),
    { title: "Id", value: ({ id }) => id, isWhole: true },
  ];
}
