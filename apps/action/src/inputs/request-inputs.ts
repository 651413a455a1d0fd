import type { InputDeclaration } from "./declaration.js";

/** Belongs to the single request. With a list of requests, each item has its own. */
const requestPart = {
  feature: "requests",
  effectiveWith: ["request"],
  conflictsWith: { requests: "Set it in an item of 'requests' instead." },
} as const;

/** Selects alerts of the instance. After a scan, the gate counts only the alerts of that scan. */
const gateOfInstance = {
  feature: "gate",
  effectiveWith: ["fail-on-severity"],
  conflictsWith: {
    scan: "After a scan, only the alerts of that scan count. Use another step, without 'scan', for other alerts.",
  },
} as const;

/** Inputs for work with a valid token: requests, scans, and the gate on alerts. */
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
      "Values for the placeholders in the path of `request`: one per line, for example `id: 0042`, or a JSON object. They are sent unchanged.",
  },
  where: {
    ...requestPart,
    type: "json",
    isData: true,
    description: 'Condition for the records, a LoopBack filter in JSON. For example, `{"severity": "high"}`.',
  },
  fields: {
    ...requestPart,
    type: "string",
    description: "Fields to read of each record, separated by commas or as a JSON list. Default: all fields.",
  },
  order: {
    ...requestPart,
    type: "string",
    description: "Order of the records of a list, for example `createdOn DESC`. Default: by ID.",
  },
  include: {
    ...requestPart,
    type: "string",
    description: "Relations to read with each record, separated by commas or as a JSON list.",
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
    description: "Read every page of a list.",
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
    description: "Part of the response to keep, a JMESPath expression. For example, `[].hostname`.",
  },
  "output-file": {
    ...requestPart,
    type: "string",
    description: "File for the response. Its extension must be `.ndjson`, `.json`, or `.csv`.",
  },
  formulas: {
    ...requestPart,
    type: "choice",
    values: ["escape", "keep"],
    description:
      "What to do with strings in a CSV file that a spreadsheet would run as a formula: `escape` puts a `'` in front, except for numbers and phone numbers; `keep` writes them verbatim. Default: `escape`.",
  },
  bom: {
    ...requestPart,
    type: "boolean",
    default: false,
    description: "Start a CSV file with a byte order mark, by which Excel recognizes UTF-8.",
  },
  "max-results": {
    ...requestPart,
    type: "integer",
    description: "Fail the step if the response has more than this number of results.",
  },
  "expect-records": {
    ...requestPart,
    type: "integer",
    description:
      "Exact number of records that a request with `where` changes. Another number fails the step.",
  },
  "max-affected": {
    ...requestPart,
    type: "integer",
    description: "Maximum number of records that a request with `where` changes. Default: 1.",
  },
  "allow-all-records": {
    ...requestPart,
    type: "boolean",
    default: false,
    description: "Allow a condition that every record of the model matches.",
  },
  unproven: {
    ...requestPart,
    type: "boolean",
    default: false,
    description:
      "Send a request although HUNT might read its body in another way, because the body is not public.",
  },
  "mask-fields": {
    type: "names",
    feature: "requests",
    effectiveWith: ["request", "requests"],
    description:
      "Names of fields whose values are masked in the log, separated by commas or newlines. They are masked at any depth of a response.",
  },
  requests: {
    type: "string",
    isData: true,
    feature: "requests",
    description:
      "Several requests, in YAML or JSON. Each item has an `id` and the same keys as the inputs of a single request.",
  },
  scan: {
    type: "string",
    feature: "scan",
    description:
      "Target group to scan, by ID or exact name. If none matches, the host with this name or IP address is scanned.",
  },
  "scan-options": {
    type: "names",
    feature: "scan",
    default: "default",
    effectiveWith: ["scan"],
    description: "Parts of the scan, for example `process, memory`; or only `default` or `empty`.",
  },
  "scan-extensions": {
    type: "names",
    feature: "scan",
    effectiveWith: ["scan"],
    description: "Extensions to run with the scan, by ID or name, separated by commas or newlines.",
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
  "fail-on-severity": {
    type: "choice",
    feature: "gate",
    values: ["low", "medium", "high", "critical"],
    description:
      "Fail the step if there are new alerts of this severity or a higher one: `low`, `medium`, `high`, or `critical`. With `scan`, only the alerts of that scan count.",
  },
  since: {
    ...gateOfInstance,
    type: "past-time",
    default: "24h",
    description:
      "Start of the period in which an alert counts as new: a duration such as `24h` or `7d`, or an ISO 8601 time. Cannot be used with `scan`.",
  },
  "target-group": {
    ...gateOfInstance,
    type: "string",
    description: "Only alerts of this target group count, by ID or exact name. Cannot be used with `scan`.",
  },
  hostname: {
    ...gateOfInstance,
    type: "string",
    description: "Only alerts on this host count. Cannot be used with `scan`.",
  },
} as const satisfies Record<string, InputDeclaration>;
