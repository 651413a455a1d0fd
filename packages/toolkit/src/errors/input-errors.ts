import type { InputErrorCode, ErrorEntry } from "./error-code.js";

/** Errors of inputs. Nothing was sent, unless an entry states otherwise. */
export const inputErrors = {
  HUNT_INPUT_AMBIGUOUS: {
    title: "Several records match the name.",
    fix: "Use one of the IDs that the message lists.",
  },
  HUNT_INPUT_BEARER: {
    title: "The token starts with `Bearer`.",
    fix: "Pass only the 64 characters of the token.",
  },
  HUNT_INPUT_CHARACTERS: {
    title: "The value contains characters that are not allowed.",
    fix:
      "Check for quotes, masks such as `***`, and characters from a copied document. Use the value that " +
      "HUNT or GitHub showed.",
  },
  HUNT_INPUT_COLUMNS: {
    title: "The columns do not match those of the existing file.",
    fix: "Omit the columns, or start a new file.",
  },
  HUNT_INPUT_COMBINATION: {
    title: "Two inputs cannot be used together, or one requires another.",
    fix: "Set the missing input, or remove one of them. The message names both.",
  },
  HUNT_INPUT_COMMAND: {
    title: "The command that prints the token failed, or it is not valid.",
    fix: "Run it yourself to see its messages. It is started without a shell, and has a minute to print the token.",
  },
  HUNT_INPUT_CONFLICT: {
    title: "Two options contradict each other.",
    fix: "Use only one of the options that the message names.",
  },
  HUNT_INPUT_COUNT: {
    title: "The list has too many entries.",
    fix: "Remove entries. The message has the maximum.",
  },
  HUNT_INPUT_CREDENTIALS: {
    title: "The instance address contains a user name or password.",
    fix: "Remove it. The token is the only credential.",
  },
  HUNT_INPUT_DATA: {
    title: "HUNT responded, but the `select` expression does not match the response.",
    fix: "The request was sent. Compare the expression with the response.",
  },
  HUNT_INPUT_DATE: {
    title: "The value is not a valid date.",
    fix: "Use ISO 8601, such as `2026-03-31` or `2026-03-31T09:30:00Z`. Put dates in quotes in YAML.",
  },
  HUNT_INPUT_DELETE: {
    title: "The request would delete every record of the model.",
    fix: "Delete records by their IDs, one request for each: `DELETE Addresses/{id}`.",
  },
  HUNT_INPUT_DIRECTION: {
    title: "The order is not valid.",
    fix: "Use a property, followed by `ASC` or `DESC` if needed.",
  },
  HUNT_INPUT_DUPLICATE: {
    title: "Two sources have the same GUID, or an object in JSON has the same key twice.",
    fix: "Give each source its own GUID. Remove one of the keys.",
  },
  HUNT_INPUT_EMPTY: {
    title: "The value is empty.",
    fix:
      "Set it. If it comes from a secret, check that the secret exists and that this run can read it: " +
      "runs of forks and of Dependabot cannot.",
  },
  HUNT_INPUT_ENDED: {
    title: "The stream to write to has ended.",
    fix: "Pass a stream that is still open.",
  },
  HUNT_INPUT_EXCEEDED: {
    title: "More rows match than the maximum.",
    fix: "Narrow the condition, or raise the maximum.",
  },
  HUNT_INPUT_EXTENSION: {
    title: "The name of the output file does not have a supported ending.",
    fix: "Use `.json`, `.ndjson`, or `.csv`, or `.pdf` for a response that is a PDF.",
  },
  HUNT_INPUT_FIELD: {
    title: "A field of the extension or rule is missing or invalid.",
    fix: "The message names the field and what it must be.",
  },
  HUNT_INPUT_FILE: {
    title: "An output file cannot be written, or two requests write to the same file.",
    fix: "Use a different path for each request, in a directory that exists.",
  },
  HUNT_INPUT_FILTER: {
    title: "The input has no effect on this kind of request.",
    fix:
      "Remove it. `where`, `fields`, `order`, and `limit` belong to lists: the path must not end in an " +
      "ID or `count`.",
  },
  HUNT_INPUT_FLAG: {
    title: "The value is neither true nor false.",
    fix: "Use `true` or `false`. `yes`, `on`, and `1` are not valid.",
  },
  HUNT_INPUT_FORMAT: {
    title: "The value does not have the expected format.",
    fix: "The message shows the format, often with an example.",
  },
  HUNT_INPUT_FUTURE: {
    title: "The date is in the future (UTC).",
    fix:
      "Use the date on which the token was created, not the date on which it expires. In a condition, use a date " +
      "in the past.",
  },
  HUNT_INPUT_GUID: {
    title: "The record has a different GUID than the source.",
    fix: "Give the source that GUID, or omit the ID.",
  },
  HUNT_INPUT_HEADER: {
    title: "The header of the script is missing, or the token starts with `Authorization:`.",
    fix: "Start an extension with a YAML header. Pass a token without the name of the header.",
  },
  HUNT_INPUT_ID: {
    title: "The ID cannot be used here, or is used twice.",
    fix: "Use each ID once, and use it for one source only.",
  },
  HUNT_INPUT_INEXACT: {
    title: "A number would be changed before HUNT reads it: it has too many digits, or a form such as `1.0`.",
    fix: "Write the number as JavaScript does, or in quotes if it is an ID or a version.",
  },
  HUNT_INPUT_INSECURE: {
    title: "The instance address starts with `http://`.",
    fix: "Use `https://`. Plain HTTP is possible only for this machine.",
  },
  HUNT_INPUT_INVALID: {
    title: "The value is not valid.",
    fix: "Use a value as the message describes.",
  },
  HUNT_INPUT_ITEM: {
    title: "An item of the list is not an object.",
    fix: "Write each item as an object, such as `{id: alerts, request: GET Alerts}`.",
  },
  HUNT_INPUT_JSON: {
    title: "The value is not valid JSON.",
    fix: 'Put JSON in single quotes in YAML: `where: \'{"severity": "high"}\'`.',
  },
  HUNT_INPUT_LENGTH: {
    title: "The value is too short or too long.",
    fix: "A token has 64 characters. Check that it was copied completely.",
  },
  HUNT_INPUT_LIMIT: {
    title: "The maximum cannot be checked with this limit.",
    fix: "Set `all: true`, or raise the limit above the maximum.",
  },
  HUNT_INPUT_LINE: {
    title: "A line is not a name with a value.",
    fix: "Write one per line, such as `id: 0042`.",
  },
  HUNT_INPUT_LIST: {
    title: "The value is not a list, or its items are not valid.",
    fix: "Write a list with at least one item. Start a block in YAML with `|`.",
  },
  HUNT_INPUT_MANY: {
    title: "The option can be used with one source only.",
    fix: "Push the other sources without it.",
  },
  HUNT_INPUT_METHOD: {
    title: "The request has no valid HTTP method.",
    fix: "Write a method and a path, such as `GET Alerts`.",
  },
  HUNT_INPUT_MISSING: {
    title: "A required value is missing.",
    fix: "The message names it and where to set it.",
  },
  HUNT_INPUT_NAME: {
    title: "The name is not valid.",
    fix: "The message has the characters that are allowed.",
  },
  HUNT_INPUT_NAMES: {
    title: "The names are not valid, or one is used twice.",
    fix: "Use each name once.",
  },
  HUNT_INPUT_NO_EXPORT: {
    title: "The file is not an export that can be resumed.",
    fix: "Check the path and the format, or start a new file.",
  },
  HUNT_INPUT_NOT_FOUND: {
    title: "No record has this name or ID.",
    fix: "Copy the name from HUNT, or use one of the names in the message.",
  },
  HUNT_INPUT_NULL: {
    title: "A comparison with null is not allowed in the condition of a write, or with the operator.",
    fix:
      "For a write, list the records with the condition first, and pass their IDs. Otherwise, compare with null " +
      'on its own: `{"severity": null}`.',
  },
  HUNT_INPUT_NUMBER: {
    title: "The value is not a number in the allowed range.",
    fix: "Use only digits. The message has the range.",
  },
  HUNT_INPUT_OPERATOR: {
    title: "The operator does not exist in LoopBack's conditions, or does not fit the type of the property.",
    fix:
      "Use `gt`, `gte`, `lt`, `lte`, `between`, `inq`, `nin`, `neq`, `like`, `nlike`, `ilike`, `nilike`, " +
      "or `regexp`.",
  },
  HUNT_INPUT_PATH: {
    title: "The path is not valid.",
    fix:
      "Write the instance without a path. Write the path of a request relative to the API base, for " +
      "example `Alerts/count`.",
  },
  HUNT_INPUT_PLACEHOLDER: {
    title: "The token is the name of a variable or secret.",
    fix: "It was not replaced with its value. Check the expression, and the quotes of the shell.",
  },
  HUNT_INPUT_PROPERTY: {
    title: "The model of this instance does not have the property. HUNT would ignore it, or match nothing.",
    fix: "Check the spelling, including upper and lower case. The message has the nearest properties.",
  },
  HUNT_INPUT_PROTECTED: {
    title: "The file can be read by other users.",
    fix: "Restrict its permissions, or use another file.",
  },
  HUNT_INPUT_QUERY: {
    title: "The address or path contains a query.",
    fix: "Put conditions into `where`, and the rest into `fields`, `order`, `include`, and `limit`.",
  },
  HUNT_INPUT_RANGE: {
    title: "The maximum is lower than the minimum, or the limits contradict each other.",
    fix: "Change one of them, as the message describes.",
  },
  HUNT_INPUT_SCHEME: {
    title: "The instance address does not start with `https://`.",
    fix: "Use the name, the host, or the `https://` address of the instance.",
  },
  HUNT_INPUT_SYNTAX: {
    title: "The expression is not valid JMESPath.",
    fix: "Try it at [jmespath.org](https://jmespath.org). Put text in single quotes.",
  },
  HUNT_INPUT_TAKEN: {
    title: "The name or place is already in use.",
    fix: "Choose another one.",
  },
  HUNT_INPUT_TEXT: {
    title: "The value must be a string that is not empty, or the pattern is invalid or has no wildcard.",
    fix: "Pass a string. In a pattern, `%` matches any string.",
  },
  HUNT_INPUT_TOKEN: {
    title: "A token must not be part of an address.",
    fix: "Pass the token to the client. It is sent in a header.",
  },
  HUNT_INPUT_TYPE: {
    title: "The value has the wrong type.",
    fix: "The message has the expected type.",
  },
  HUNT_INPUT_UNDEFINED: {
    title: "A condition compares with `undefined`, which would match every record.",
    fix: "Remove the property, or set its value.",
  },
  HUNT_INPUT_UNKNOWN: {
    title: "An option or a value does not exist.",
    fix: "Use one of the values in the message.",
  },
  HUNT_INPUT_UNREADABLE: {
    title: "A file or directory cannot be read.",
    fix: "Check the path, which is relative to the working directory, and that an earlier step creates it.",
  },
  HUNT_INPUT_UNSUPPORTED: {
    title: "The option is not supported for this format or order.",
    fix: "The message has the formats and orders that are.",
  },
  HUNT_INPUT_UNWRITABLE: {
    title: "A file or directory cannot be written.",
    fix: "Check the path, the permissions, and the disk space.",
  },
  HUNT_INPUT_VALUE: {
    title: "The value cannot be used here.",
    fix: "The message has the valid values.",
  },
  HUNT_INPUT_WHITESPACE: {
    title: "The value contains a space, a line break, or an invisible character.",
    fix: "Copy it again, without line breaks or spaces.",
  },
  HUNT_INPUT_YAML: {
    title: "The YAML is not valid.",
    fix: "The message has the line and the reason. Start a block with `|` to keep the lines unchanged.",
  },
} satisfies Record<InputErrorCode, ErrorEntry>;
