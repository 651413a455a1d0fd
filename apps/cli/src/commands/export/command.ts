import { defineCommand } from "../../program/definition.js";
import { requiredArgument } from "../../program/flags.js";
import { options } from "./flags.js";

export default defineCommand({
  description: `Exports all records of a model to an NDJSON or CSV file, ordered by ID. Pages are written as they arrive, so memory use does not grow with the number of records.

If an export is interrupted by Ctrl+C, by a lost connection, or by \`kill -9\`, run it again with \`--resume\`. No record is then missing or duplicated. Until the export is complete, the file \`<output>.resume\` next to it keeps its conditions. If no rows were written yet, there is nothing to resume. Then run the export without \`--resume\`.`,
  arguments: { model: requiredArgument("Model, for example Alerts") },
  options,
  examples: [
    { line: "hunt export Alerts --output alerts.ndjson", does: "Export all alerts" },
    {
      line: `hunt export Agents --output agents.csv --fields hostname,ipstring,os --where '{"active": true}'`,
      does: "Export some columns of the active agents for a spreadsheet",
    },
    {
      line: "hunt export Alerts --output high.csv --severity high,critical --since 7d --bom",
      does: "Export the severe alerts of a week for Excel",
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
