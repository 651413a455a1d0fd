import { file, jsonObject, names, toggle, whole } from "../../program/flags.js";

/** The flags of `hunt export`. */
export const options = {
  out: file("file", "The file, which ends in .ndjson or .csv"),
  where: jsonObject("json", 'LoopBack\'s conditions, such as \'{"severity": "high"}\''),
  fields: names("names", "Only these properties, between commas"),
  lanes: whole("count", "How many pages to fetch side by side; the vendor asks to spare the database", 1, 2),
  resume: toggle("Go on where it stopped"),
  force: toggle("Write over a file that is there"),
};
