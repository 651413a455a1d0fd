import { file, json, jsonObject, names, text, texts, toggle, whole } from "../../program/flags.js";

/** The flags of `hunt api`. */
export const options = {
  where: jsonObject("json", 'LoopBack\'s conditions, such as \'{"severity": "high"}\''),
  fields: names("names", "Only these properties, between commas"),
  order: names("names", 'The order of a list, such as "createdOn DESC"'),
  include: names("names", "Relations to bring along, between commas"),
  limit: whole("count", "The most records of a list", 1),
  all: toggle("Read all pages of a list"),
  body: json("json", "What to send, as JSON"),
  input: file("file", "What to send, as JSON from a file, or from stdin for -"),
  header: texts("line", 'A header, such as "scanid: 42"'),
  select: text("expression", "What to pick out of the answer, in JMESPath"),
  output: file("file", "Write the answer into this file: .json, or a record a line as .ndjson, or .csv"),
  ndjson: toggle("Print a list a record a line"),
};

/** HTTP's methods, as far as LoopBack has them. */
export const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
