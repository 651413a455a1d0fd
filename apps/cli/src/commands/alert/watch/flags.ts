import { alertFilters } from "../alert-table.js";
import { fileFlag, stringFlag, booleanFlag, integerFlag } from "../../../program/flags.js";

/** The flags of `hunt alert watch`. */
export const options = {
  ...alertFilters,
  since: stringFlag(
    "time",
    "Begin with those found since then: so long ago, such as 24h, a date, or the id of the last alert seen",
  ),
  interval: integerFlag("seconds", "How often to look", 1, 60),
  once: booleanFlag("Look once and end, as for cron"),
  state: fileFlag("file", "Keep in this file what was seen, and go on from it"),
  ndjson: booleanFlag("Print an alert a line as JSON, as hunt alert list --json has them"),
};
