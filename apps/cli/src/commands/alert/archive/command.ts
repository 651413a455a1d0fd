import { alertSchema } from "../alert-table.js";
import { listSchema } from "../../../lists/record-schema.js";
import { defineCommand } from "../../../program/definition.js";
import { given } from "./flags.js";

export default defineCommand({
  description: `Archives alerts by ID, or all that match the flags. The command lists them and asks for confirmation. Alerts that arrive after the confirmation are not archived.

\`--undo\` restores archived alerts.`,
  ...given,
  examples: [
    { line: "hunt alert archive 8acc9458-1bfe-4902-956a-7c12b1df4436", does: "Archive an alert" },
    {
      line: "hunt alert archive --severity low --host 'SRV-COR-*' --dry-run",
      does: "Show which alerts would be archived",
    },
    {
      line: `hunt alert archive --where '{"name": "anydesk.exe"}' --yes --max-affected 50`,
      does: "Archive at most 50 known false positives in a script",
    },
  ],
  schema: listSchema("The alerts that were archived or restored", alertSchema),
  asks: true,
  async run(context) {
    const { archiveAlerts } = await import("./run.js");
    await archiveAlerts(context);
  },
});
