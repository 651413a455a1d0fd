import { csvFlags, sinceFlag } from "../../lists/list-flags.js";
import { fileFlag, whereFlag, nameListFlag, booleanFlag, integerFlag } from "../../program/flags.js";
import { alertFilters } from "../alert/alert-table.js";

/** The flags of `hunt export`. */
export const options = {
  output: fileFlag("file", "Write to this file, which ends in .ndjson or .csv (required)"),
  since: sinceFlag("Filter by creation time: 30m, 24h, 7d, or an ISO 8601 time"),
  severity: alertFilters.severity,
  host: alertFilters.host,
  where: whereFlag('LoopBack conditions, for example \'{"severity": "high"}\''),
  fields: nameListFlag(
    "fields",
    "Comma-separated list of properties to export. Without id, the export cannot be resumed",
  ),
  ...csvFlags,
  concurrency: integerFlag(
    "Number of pages to fetch in parallel, at most 64. The vendor asks clients to limit the load",
    1,
    2,
  ),
  resume: booleanFlag("Resume an interrupted export"),
  force: booleanFlag("Replace an existing file"),
};
