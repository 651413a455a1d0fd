import { alertFilters } from "../alert-table.js";
import { fileFlag, stringFlag, booleanFlag, integerFlag } from "../../../program/flags.js";

/** The flags of `hunt alert watch`. */
export const options = {
  ...alertFilters,
  since: stringFlag(
    "duration",
    "Start with alerts found since this time: 24h, an ISO 8601 time, or the ID of the last alert",
  ),
  interval: integerFlag("Polling interval in seconds", 1, 60),
  once: booleanFlag("Poll once and exit, for cron"),
  state: fileFlag("file", "File that stores the last alerts seen, for the next run"),
  ndjson: booleanFlag("Print JSON, one alert per line"),
};
