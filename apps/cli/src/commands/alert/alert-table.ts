import type { Alert } from "@huntkit/core";
import { recordSchema } from "../../lists/record-schema.js";
import { isNarrow, timeColumn, type Look } from "../../lists/time-column.js";
import type { Column } from "../../output/output.js";
import { paintSeverity } from "./severity.js";

/** An alert as JSON Schema. */
export const alertSchema = recordSchema("An alert of HUNT", {
  texts: [
    "name",
    "description",
    "severity",
    "type",
    "sourceType",
    "hostname",
    "agentId",
    "scanId",
    "targetId",
    "organizationId",
    "mitreId",
    "mitreTactic",
    "threatName",
    "commandLine",
    "path",
    "fileRepId",
    "sha256",
    "flagName",
  ],
  times: ["createdOn"],
  numbers: ["threatScore", "avPositives", "avTotal"],
  switches: ["compromised", "malicious", "suspicious", "signed", "archived"],
});

/** What an analyst wants to see of an alert at a glance; in a narrow terminal, no more than leads to the rest. */
export function alertColumns(look: Look): Column<Alert>[] {
  const all: Column<Alert>[] = [
    {
      title: "Severity",
      value: ({ severity }) => severity,
      paint: (text, { severity }, colors) => paintSeverity(text, severity, colors),
    },
    timeColumn("Found", ({ createdOn }) => createdOn, look),
    { title: "Host", value: ({ hostname }) => hostname },
    { title: "Name", value: ({ name }) => name },
    { title: "Description", value: ({ description }) => description },
    { title: "Id", value: ({ id }) => id, isWhole: true },
  ];
  return all.filter(({ title }) => !isNarrow(look.terminal) || title !== "Description");
}
