import { alertFilters } from "../alert-table.js";
import { fileFlag, stringFlag, booleanFlag, integerFlag } from "../../../program/flags.js";

/** The flags of `hunt alert watch`. */
export const options = {
  ...alertFilters,
  since: stringFlag(
    "time",
    "Start with alerts found since this time: 24h, an ISO 8601 time, or the ID of the last alert",
  ),
  interval: integerFlag("seconds", "Polling interval", 1, 60),
  once: booleanFlag("Poll once and exit, for cron"),
  state: fileFlag("file", "File with the last alerts seen, from which the next run continues"),
  ndjson: booleanFlag("Print JSON, one alert per line"),
};
