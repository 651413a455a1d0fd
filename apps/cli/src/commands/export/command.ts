import { defineCommand } from "../../program/definition.js";
import { requiredArgument } from "../../program/flags.js";
import { options } from "./flags.js";

export default defineCommand({
  description: `Export all records of a model to an NDJSON or CSV file, sorted by ID. Records are written as they arrive, so memory use does not depend on their number.

HUNT moves alerts older than about 30 days to a separate archive. An export of Alerts includes it if \`--since\` or a condition on \`createdOn\` begins before that. Otherwise, it only contains current alerts. To export only the archive, use the model Alertsarchive. Passwords of credentials and secret values of variables are redacted.

If an export is interrupted, for example by Ctrl+C or a lost connection, run the same command with \`--resume\`. No records are missing or duplicated. The conditions of the export are in the file \`<output>.export.json\`. A complete export is not updated by \`--resume\`. To export again, use \`--force\`.`,
  arguments: { model: requiredArgument("Model to export, for example Alerts") },
  options,
  examples: [
    { line: "hunt export Alerts --output alerts.ndjson", does: "Export the current alerts" },
    {
      line: `hunt export Agents --output agents.csv --fields hostname,ipstring,os --where '{"active": true}'`,
      does: "Export some properties of the active agents to a spreadsheet",
    },
    {
      line: "hunt export Alerts --output high.csv --severity high,critical --since 7d --bom",
      does: "Export the severe alerts of the last week for Excel",
    },
    {
      line: "hunt export Alerts --output alerts.ndjson --resume",
      does: "Resume an interrupted export",
    },
  ],
  async run(context) {
    const { exportModel } = await import("./run.js");
    return exportModel(context);
  },
});
