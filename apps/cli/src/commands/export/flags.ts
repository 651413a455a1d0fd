import { fileFlag, jsonObjectFlag, nameListFlag, booleanFlag, integerFlag } from "../../program/flags.js";

/** The flags of `hunt export`. */
export const options = {
  output: fileFlag("file", "The file, which ends in .ndjson or .csv"),
  where: jsonObjectFlag("json", 'LoopBack\'s conditions, such as \'{"severity": "high"}\''),
  fields: nameListFlag("names", "Only these properties, between commas"),
  concurrency: integerFlag(
    "count",
    "How many pages to fetch side by side; the vendor asks to spare the database",
    1,
    2,
  ),
  resume: booleanFlag("Go on where it stopped"),
  force: booleanFlag("Write over a file that is there"),
};
