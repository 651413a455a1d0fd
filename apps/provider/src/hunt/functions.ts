import { escapeToSingleLine } from "@huntkit/core/escape";
import { dayMs, parseInstant } from "@huntkit/core/internal";
import { type CtyType, defineFunction, FunctionError } from "@huntkit/terraform-plugin";
import { readHeader } from "./extension-header.js";

/**
 * Creates the function `days_until`.
 *
 * @param now returns the time in milliseconds since 1970
 */
export const daysUntil = (now: () => number) =>
  defineFunction({
    name: "days_until",
    summary: "Returns the number of whole days until a time",
    description:
      "Returns the number of whole days until a time, rounded down: `0` during the last day, and " +
      "negative after the time. Use it in checks: " +
      "`provider::hunt::days_until(hunt_api_token.ci.expires_at) > 30`. Do not use it in outputs, " +
      "because its result changes every day, and so does every plan.\n\nTerraform requires that a " +
      "function returns the same result in the plan and the apply. If a plan can be applied on another " +
      "day, count from the time of the plan: `days_until(…, plantimestamp())`.",
    parameters: [
      {
        name: "timestamp",
        type: "string",
        description:
          "Time in RFC 3339 format, for example `2027-03-31T09:30:00Z`. A date without a time means midnight UTC.",
      },
    ],
    variadic: {
      name: "from",
      type: "string",
      description: "Time to count from, in the same format. Default: the current time of this machine.",
    },
    returns: "number",
    call(timestamp, ...from) {
      if (from.length > 1)
        throw new FunctionError(
          "Too many arguments. Pass one time to count until, and at most one to count from.",
          2,
        );
      const [until, since] = [timestamp, ...from].map(requireInstant);
      return Math.floor((until! - (since ?? now())) / dayMs);
    },
  });

function requireInstant(timestamp: string, position: number): number {
  const instant = parseInstant(timestamp);
  if (instant !== null) return instant;
  throw new FunctionError(
    `"${escapeToSingleLine(timestamp, 80)}" is not a valid time. Use RFC 3339, for example 2027-03-31T09:30:00Z.`,
    position,
  );
}

const declaration = [
  "object",
  {
    name: "string",
    type: "string",
    description: "string",
    default: "string",
    required: "bool",
    secret: "bool",
  },
] as const satisfies CtyType;

const header = [
  "object",
  {
    filetype: "string",
    name: "string",
    type: "string",
    guid: "string",
    description: "string",
    author: "string",
    created: "string",
    updated: "string",
    args: ["list", declaration],
    globals: ["list", declaration],
  },
] as const satisfies CtyType;

/**
 * The function `extension_header`. Its argument is the script and not the name of its file, because Terraform
 * must read files itself to find those of a module, and to detect changes.
 */
export const extensionHeader = defineFunction({
  name: "extension_header",
  summary: "Reads the header of an extension",
  description:
    'Returns the YAML header of a Lua extension as an object with the attributes `filetype`, `name`, `type` (`collection` or `response`), `guid`, `description`, `author`, `created`, `updated`, `args`, and `globals`. The elements of the lists `args` and `globals` have the attributes `name`, `type`, `description`, `default` (a string), `required`, and `secret`.\n\nThe argument is the content of the script: `provider::hunt::extension_header(file("${path.module}/x.lua"))`.',
  parameters: [
    {
      name: "file",
      type: "string",
      description: 'Content of the script, for example `file("${path.module}/x.lua")`.',
    },
  ],
  returns: header,
  async call(script) {
    const found = await readHeader(script);
    if ("problem" in found) throw new FunctionError(found.problem.detail, 0, found.problem.code);
    const { args, globals, ...rest } = found.header;
    return { ...rest, args: args.map(toDeclaration), globals: globals.map(toDeclaration) };
  },
});

/** Converts a declaration, with its default as a string, because all elements of a list have one type. */
function toDeclaration<D extends { default?: string | number | boolean }>({ default: value, ...rest }: D) {
  return { ...rest, default: value === undefined ? null : String(value) };
}
