import type { InputDeclaration } from "./declaration.js";

/** Common properties of the parts of `request`. With `requests`, each item has its own parts. */
const requestPart = {
  feature: "requests",
  effectiveWith: ["request"],
  conflictsWith: { requests: "Set it in an item of 'requests' instead." },
} as const;

/** Inputs of the features that use the token: requests and scans. */
export const requestInputs = {
  request: {
    type: "string",
    isData: true,
    feature: "requests",
    conflictsWith: requestPart.conflictsWith,
    description: "Request to HUNT, for example `GET Alerts` or `POST targets/{id}/scan`.",
  },
  params: {
    ...requestPart,
    type: "string",
    isData: true,
    description:
      "Values for the placeholders in the path of `request`: one per line, for example `id: 0042`, or a JSON object.",
  },
  where: {
    ...requestPart,
    type: "json",
    isData: true,
    description:
      'Condition for the records, as a LoopBack `where` filter in JSON. For example, `{"severity": "high"}`.',
  },
  fields: {
    ...requestPart,
    type: "string",
    description: "Fields to read, separated by commas or newlines. Default: all fields.",
  },
  order: {
    ...requestPart,
    type: "string",
    description: "Sort order of the records, for example `createdOn DESC`. Default: by ID.",
  },
  include: {
    ...requestPart,
    type: "string",
    description: "Relations to include with each record, separated by commas or newlines.",
  },
  limit: {
    ...requestPart,
    type: "integer",
    min: 1,
    description: "Maximum number of records to read. Default: 1000 (one page).",
  },
  all: {
    ...requestPart,
    type: "boolean",
    default: false,
    description: "Read all pages of a list.",
  },
  body: {
    ...requestPart,
    type: "json",
    isData: true,
    description: "Body of a POST, PUT, or PATCH request, in JSON.",
  },
  select: {
    ...requestPart,
    type: "string",
    isData: true,
    description: "JMESPath expression for the part of the response to keep. For example, `[].hostname`.",
  },
  "output-file": {
    ...requestPart,
    type: "string",
    description:
      "File to write the response to, with the extension `.ndjson`, `.json`, or `.csv`; or `.pdf` for a response " +
      "that is a PDF.",
  },
  formulas: {
    ...requestPart,
    type: "choice",
    values: ["escape", "keep"],
    description:
      "What to do with strings in a CSV file that a spreadsheet might run as a formula. `escape` adds " +
      "a `'` in front, except for numbers and phone numbers. `keep` writes them verbatim. Default: " +
      "`escape`.",
  },
  bom: {
    ...requestPart,
    type: "boolean",
    default: false,
    description: "Start a CSV file with a byte order mark, so Excel detects UTF-8.",
  },
  "max-results": {
    ...requestPart,
    type: "integer",
    description: "Maximum number of results. If the response has more, the step fails.",
  },
  "expect-records": {
    ...requestPart,
    type: "integer",
    description:
      "Exact number of records that a request with `where` must change. If another number matches, " +
      "nothing is changed, and the step fails.",
  },
  "max-affected": {
    ...requestPart,
    type: "integer",
    description: "Maximum number of records that a request with `where` may change. Default: 1.",
  },
  "allow-all-records": {
    ...requestPart,
    type: "boolean",
    default: false,
    description: "Allow a condition that matches every record of the model.",
  },
  unproven: {
    ...requestPart,
    type: "boolean",
    default: false,
    description:
      "Send a request even if the format of its body is not documented, so HUNT might interpret it differently.",
  },
  "mask-fields": {
    type: "names",
    feature: "requests",
    effectiveWith: ["request", "requests"],
    description:
      "Names of fields whose values are masked in the log, at any depth of a response. Separated by " +
      "commas or newlines.",
  },
  requests: {
    type: "string",
    isData: true,
    feature: "requests",
    description:
      "Several requests, in YAML or JSON. Each item has an `id` and the same keys as the inputs of a single request.",
  },
  survey: {
    type: "names",
    feature: "scan",
    conflictsWith: { scan: "Use another step for the scan." },
    description:
      "Survey files to upload, compressed with gzip (`*.json.gz`), separated by commas or newlines. All of them " +
      "become part of one scan.",
  },
  "survey-target-group": {
    type: "string",
    feature: "scan",
    effectiveWith: ["survey"],
    description:
      "ID or exact name of the target group for `survey`. Default: `OfflineScans`, which is created if it does not exist.",
  },
  scan: {
    type: "string",
    feature: "scan",
    description:
      "ID or name of the target group to scan. If no group matches, the host with this name or " +
      "IP address is scanned.",
  },
  "scan-options": {
    type: "names",
    feature: "scan",
    default: "default",
    effectiveWith: ["scan"],
    description: "Parts of the scan, for example `process, memory`, or only `default` or `empty`.",
  },
  "scan-extensions": {
    type: "names",
    feature: "scan",
    effectiveWith: ["scan"],
    description: "IDs or names of extensions to run with the scan, separated by commas or newlines.",
  },
  "allow-responses": {
    type: "boolean",
    feature: "scan",
    default: false,
    effectiveWith: ["scan-extensions"],
    description: "Allow extensions that act on hosts (responses), such as `Host Isolation`.",
  },
  "timeout-minutes": {
    type: "integer",
    feature: "scan",
    min: 1,
    max: 35_000,
    default: 120,
    effectiveWith: ["scan"],
    description: "Maximum time to wait for the scan, in minutes.",
  },
  "cancel-task": {
    type: "boolean",
    feature: "scan",
    default: false,
    effectiveWith: ["scan"],
    description: "Cancel the scan in HUNT if the job is canceled or `timeout-minutes` is exceeded.",
  },
} as const satisfies Record<string, InputDeclaration>;
