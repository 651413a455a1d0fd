import { alertFilters } from "../alert-filters.js";
import { alertSchema } from "../alert-table.js";
import { listSchema } from "../../../lists/record-schema.js";
import { since } from "../../../lists/since.js";
import { defineCommand } from "../../../program/definition.js";
import { rest, toggle } from "../../../program/flags.js";

/** The arguments and flags of `hunt alert archive`. */
export const given = {
  arguments: { ids: rest("Ids of alerts, as `hunt alert list` shows them") },
  options: {
    ...alertFilters,
    since: since("Only those found since then: so long ago, such as 24h or 7d, or a date"),
    undo: toggle("Take them out of the archived ones"),
  },
};

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
