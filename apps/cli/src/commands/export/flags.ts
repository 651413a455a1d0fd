import { fileFlag, whereFlag, nameListFlag, booleanFlag, integerFlag } from "../../program/flags.js";

/** The flags of `hunt export`. */
export const options = {
  output: fileFlag("file", "File to write, ending in .ndjson or .csv (required)"),
  where: whereFlag('LoopBack conditions, for example \'{"severity": "high"}\''),
  fields: nameListFlag("names", "Comma-separated list of properties"),
  concurrency: integerFlag(
    "count",
    "Number of pages to fetch in parallel; the vendor asks clients to limit the load",
    1,
    2,
  ),
  resume: booleanFlag("Resume an interrupted export"),
  force: booleanFlag("Replace an existing file"),
};
