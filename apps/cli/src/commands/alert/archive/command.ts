import { alertSchema } from "../alert-table.js";
import { listSchema } from "../../../lists/record-schema.js";
import { defineCommand } from "../../../program/definition.js";
import { given } from "./flags.js";

export default defineCommand({
  description: `Archives alerts: those that are named, or all that the flags choose. It shows what they are and asks first, and exactly these are archived: one that comes meanwhile is not among them.

\`--undo\` takes alerts out again.`,
  ...given,
  examples: [
    { line: "hunt alert archive 4f1c09d2-8a4b-4c53-9d1e-2f6f0b1c7a55", does: "Archive one" },
    {
      line: "hunt alert archive --severity low --host 'build-*' --dry-run",
      does: "See which ones would be archived",
    },
    {
      line: `hunt alert archive --where '{"name": "updater.exe"}' --yes`,
      does: "Archive what is known to be harmless, in a script",
    },
  ],
  schema: listSchema("The alerts that were archived, or taken out", alertSchema),
  asks: true,
  async run(context) {
    const { archiveAlerts } = await import("./run.js");
    await archiveAlerts(context);
  },
});
