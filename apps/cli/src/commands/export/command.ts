import { defineCommand } from "../../program/definition.js";
import { requiredArgument } from "../../program/flags.js";
import { options } from "./flags.js";

export default defineCommand({
  description: `Writes all records of a model into a file, by id, as NDJSON or CSV: a page after the other, so that a million of them need no more memory than a thousand.

Interrupted, by Ctrl+C, by a lost connection or by \`kill -9\`, it goes on with \`--resume\`: no record is missing then, and none is there twice. The file \`<out>.resume\` beside it holds what was asked for until it is done. Where it stopped before its first rows came, there may be nothing to go on with, and \`--resume\` says so: export anew then.`,
  arguments: { model: requiredArgument("The model, such as Alerts") },
  options,
  examples: [
    { line: "hunt export Alerts --output alerts.ndjson", does: "Export all alerts" },
    {
      line: `hunt export Agents --output agents.csv --fields hostname,ipstring,os --where '{"active": true}'`,
      does: "Export what a spreadsheet needs of the active agents",
    },
    {
      line: "hunt export Alerts --output alerts.ndjson --resume",
      does: "Go on with an export that was interrupted",
    },
  ],
  async run(context) {
    const { exportModel } = await import("./run.js");
    return exportModel(context);
  },
});
