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
  fields: nameListFlag("fields", "Comma-separated list of properties to return"),
  order: nameListFlag("strings", 'Sort order of a list, for example "createdOn DESC"'),
  include: nameListFlag("strings", "Comma-separated list of relations to include"),
  limit: integerFlag("Maximum number of records of a list", 1),
  all: booleanFlag("Read all pages of a list"),
  body: jsonFlag("json", "Request body"),
  input: fileFlag("file", "File that contains the request body as JSON (use - for stdin)"),
  header: stringListFlag("key:value", 'Request header, for example "scanid: 42"', { isData: true }),
  ...guardFlags,
  ...unprovenFlag,
  select: stringFlag("expression", "JMESPath expression to apply to the response", { isData: true }),
  output: fileFlag(
    "file",
    "Write the response to this file: .json, .ndjson (one record per line), .csv, or .pdf",
  ),
  ...csvFlags,
  ndjson: booleanFlag("Print JSON, one record per line"),
};

/** HTTP methods that LoopBack supports. */
export const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
