import { alertSchema } from "../alert-table.js";
import { listSchema } from "../../../lists/record-schema.js";
import { defineCommand } from "../../../program/definition.js";
import { given } from "./flags.js";

export default defineCommand({
  description: `Archive alerts by ID, or all alerts that match the flags. The command lists them and asks for confirmation. Alerts that arrive after the confirmation are not archived.

With \`--undo\`, archived alerts are restored.`,
  ...given,
  examples: [
    { line: "hunt alert archive 8acc9458-1bfe-4902-956a-7c12b1df4436", does: "Archive an alert" },
    {
      line: "hunt alert archive --severity low --host 'SRV-COR-*' --dry-run",
      does: "Show which alerts of some hosts would be archived",
    },
    {
      line: `hunt alert archive --where '{"name": "anydesk.exe"}' --yes --max-affected 200`,
      does: "Archive at most 200 false positives from a script",
    },
  ],
  schema: listSchema("Alerts that were archived or restored", alertSchema),
  asks: true,
  async run(context) {
    const { archiveAlerts } = await import("./run.js");
    await archiveAlerts(context);
  },
});
