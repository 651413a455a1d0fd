import { dayMs, escapeToSingleLine, isHuntError, parseExtension, parseInstant } from "@huntkit/core";
import { type CtyType, defineFunction, FunctionError } from "@huntkit/terraform-plugin";
import { explain } from "./explain.js";

/**
 * Creates the function `days_until`.
 *
 * @param now returns the time in milliseconds since 1970
 */
export const daysUntil = (now: () => number) =>
  defineFunction({
    name: "days_until",
    summary: "Counts the whole days until a time",
    description:
      "Counts the whole days from now until a time, rounded down: 0 within the last day, negative once it has passed. Made for checks: `provider::hunt::days_until(hunt_api_token.ci.expires_at) > 30`. In an output, it makes each later plan differ.\n\nTerraform wants a function to give the same in plan and apply, and what this one gives changes once a day. Where a plan may be applied on another day, count from the time of the plan: `days_until(…, plantimestamp())`.",
    parameters: [
      {
        name: "timestamp",
        type: "string",
        description:
          "The time, as RFC 3339 writes it: `2027-03-31T09:30:00Z`. A day alone is its beginning in UTC.",
      },
    ],
    variadic: {
      name: "from",
      type: "string",
      description: "From when to count, written likewise. Default: now, by this machine's clock.",
    },
    returns: "number",
    call(timestamp, ...from) {
      if (from.length > 1)
        throw new FunctionError("There is one time to count until and one to count from.", 2);
      const [until, since] = [timestamp, ...from].map(requireInstant);
      return Math.floor((until! - (since ?? now())) / dayMs);
    },
  });

function requireInstant(timestamp: string, position: number): number {
  const instant = parseInstant(timestamp);
  if (instant !== null) return instant;
  throw new FunctionError(
    `"${escapeToSingleLine(timestamp, 80)}" is no time. Write one as RFC 3339 does, such as 2027-03-31T09:30:00Z.`,
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
 * The function `extension_header`. It takes the script and not the name of its file, because Terraform must
 * read files itself: it knows where the module's files are, and when they change.
 */
export const extensionHeader = defineFunction({
  name: "extension_header",
  summary: "Reads the header of an extension",
  description:
    'Gives what the YAML header of a Lua extension says, as an object: `filetype`, `name`, `type` (`collection` or `response`), `guid`, `description`, `author`, `created`, `updated`, and the lists `args` and `globals`, whose elements have `name`, `type`, `description`, `default` (as text), `required` and `secret`. It takes the script itself: `provider::hunt::extension_header(file("${path.module}/x.lua"))`.',
  parameters: [
    { name: "file", type: "string", description: 'The content of the file: `file("${path.module}/x.lua")`.' },
  ],
  returns: header,
  async call(script) {
    try {
      const {
        header: { args, globals, ...told },
      } = await parseExtension(script);
      return { ...told, args: args.map(toDeclaration), globals: globals.map(toDeclaration) };
    } catch (error) {
      if (!isHuntError(error)) throw error;
      const isName = /^[^\n]*\.lua$/i.test(script.trim());
      throw new FunctionError(
        isName ? 'This is the name of a file. Give its content: file("…").' : explain(error).detail,
        0,
      );
    }
  },
});

/** Converts a declaration, with its default as a string, because all elements of a list have one type. */
function toDeclaration<D extends { default?: string | number | boolean }>({ default: value, ...rest }: D) {
  return { ...rest, default: value === undefined ? null : String(value) };
}
