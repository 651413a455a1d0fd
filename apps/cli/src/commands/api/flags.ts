import { guardFlags, unprovenFlag } from "../../lists/guard-flags.js";
import { csvFlags } from "../../lists/list-flags.js";
import {
  fileFlag,
  jsonFlag,
  whereFlag,
  nameListFlag,
  stringFlag,
  stringListFlag,
  booleanFlag,
  integerFlag,
} from "../../program/flags.js";

/** The flags of `hunt api`. */
export const options = {
  where: whereFlag('LoopBack conditions, for example \'{"severity": "high"}\''),
  fields: nameListFlag("names", "Comma-separated list of properties"),
  order: nameListFlag("names", 'Order of a list, for example "createdOn DESC"'),
  include: nameListFlag("names", "Comma-separated list of relations to include"),
  limit: integerFlag("count", "Maximum number of records of a list", 1),
  all: booleanFlag("Read all pages of a list"),
  body: jsonFlag("json", "Request body, as JSON"),
  input: fileFlag("file", "File with the request body as JSON, or - for stdin"),
  header: stringListFlag("line", 'Request header, for example "scanid: 42"', { isData: true }),
  ...guardFlags,
  ...unprovenFlag,
  select: stringFlag("expression", "JMESPath expression to apply to the response", { isData: true }),
  output: fileFlag("file", "File for the response: .json, .ndjson (one record per line), or .csv"),
  ...csvFlags,
  ndjson: booleanFlag("Print JSON, one record per line"),
};

/** HTTP's methods, as far as LoopBack has them. */
export const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
