import {
  fileFlag,
  jsonFlag,
  jsonObjectFlag,
  nameListFlag,
  stringFlag,
  stringListFlag,
  booleanFlag,
  integerFlag,
} from "../../program/flags.js";

/** The flags of `hunt api`. */
export const options = {
  where: jsonObjectFlag("json", 'LoopBack\'s conditions, such as \'{"severity": "high"}\''),
  fields: nameListFlag("names", "Only these properties, between commas"),
  order: nameListFlag("names", 'The order of a list, such as "createdOn DESC"'),
  include: nameListFlag("names", "Relations to bring along, between commas"),
  limit: integerFlag("count", "The most records of a list", 1),
  all: booleanFlag("Read all pages of a list"),
  body: jsonFlag("json", "What to send, as JSON"),
  input: fileFlag("file", "What to send, as JSON from a file, or from stdin for -"),
  header: stringListFlag("line", 'A header, such as "scanid: 42"'),
  select: stringFlag("expression", "What to pick out of the answer, in JMESPath"),
  output: fileFlag("file", "Write the answer into this file: .json, or a record a line as .ndjson, or .csv"),
  ndjson: booleanFlag("Print a list a record a line"),
};

/** HTTP's methods, as far as LoopBack has them. */
export const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
