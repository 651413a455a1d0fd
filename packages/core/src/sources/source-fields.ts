import * as z from "zod/mini";
import { parseInstant } from "../dates.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import { isUuid } from "../ids.js";
import type { ToInputError } from "./source-file.js";

/**
 * Parses YAML in which every value is an unconverted string: a date stays `2024-02-01`, a version `1.10`. The
 * caller converts values to their types. Aliases, which can expand a few lines to gigabytes, and tags are
 * rejected.
 *
 * @param toInputError creates the error; `problem` is `yaml`
 */
export async function parseYaml(yaml: string, toInputError: ToInputError): Promise<unknown> {
  const { parseDocument } = await import("yaml");
  const document = parseDocument(yaml, { schema: "failsafe", logLevel: "error" });
  const [problem] = [...document.errors, ...document.warnings];
  // The library's message continues with an excerpt of several lines.
  if (problem)
    throw toInputError("yaml", `invalid YAML: ${escapeToSingleLine(problem.message.split(":\n")[0]!)}.`);
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    throw toInputError("yaml", "YAML aliases (*name) are not supported. Replace the alias with its value.");
  }
}

/**
 * Checks data with a schema.
 *
 * @param toInputError creates the error; `problem` is `field`, and the message starts with the field
 */
export function checkFields<T>(schema: z.ZodMiniType<T>, data: unknown, toInputError: ToInputError): T {
  const result = z.safeParse(schema, data);
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0]!;
  const field = path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
    .join("")
    .replace(/^\./, "");
  throw toInputError("field", field === "" ? message : `${escapeToSingleLine(field, 80)}: ${message}`);
}

/* Schemas of the fields in headers of extensions and files of rules. All values are parsed as strings. */

/** YAML's blocks end in a line break, which is not part of the value. Quoted spaces are. */
function dropLastLineBreaks(value: string): string {
  return value.trim() === "" ? "" : value.replace(/[\r\n]+$/, "");
}

function requiredString(example: string, check: z.core.$ZodCheck<string>): z.ZodMiniType<string> {
  const message = `missing. For example: ${example}.`;
  return z.string(message).check(check, z.minLength(1, message));
}

/** A required string, including white space at its ends. */
export function text(example: string): z.ZodMiniType<string> {
  return requiredString(example, z.overwrite(dropLastLineBreaks));
}

/** A required script or condition. White space at its ends is removed. */
export function trimmedText(example: string): z.ZodMiniType<string> {
  return requiredString(example, z.trim());
}

/** An optional string, including white space at its ends. */
export const optionalText = z.prefault(
  z.string("must be a string.").check(z.overwrite(dropLastLineBreaks)),
  "",
);

/** A GUID, in lower case. */
export const guid = z
  .string("missing. Every source needs its own GUID. Templates have a new one.")
  .check(
    z.trim(),
    z.refine(
      isUuid,
      "not a valid GUID. Use 32 hexadecimal digits, such as 0f8fad5b-d9cb-469f-a165-70867728950e.",
    ),
    z.toLowerCase(),
  );

/** A date or a time, unchanged; null if it is missing. */
export const date = z.pipe(
  optionalText.check(
    z.trim(),
    z.refine(
      (day) => day === "" || parseDay(day) !== null,
      "not a valid date. Use year, month, and day, such as 2024-02-01.",
    ),
  ),
  z.transform((day) => day || null),
);

/** One of the given words, in any case. */
export function oneOf<const Word extends string>(words: readonly Word[]) {
  const known = new Set<string>(words);
  return z.pipe(
    z.string("missing.").check(
      z.trim(),
      z.toLowerCase(),
      z.refine((word) => known.has(word), `must be one of ${words.join(", ")}.`),
    ),
    z.transform((word) => word as Word),
  );
}

export const flag = z.pipe(
  oneOf(["true", "false"]),
  z.transform((word) => word === "true"),
);

/** Returns the start of a day in milliseconds since 1970. Public scripts also write `2019-9-16`. */
export function parseDay(day: string | null): number | null {
  return parseInstant(
    day?.replace(
      /^(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/,
      (_, year: string, month: string, dayOfMonth: string) =>
        `${year}-${month.padStart(2, "0")}-${dayOfMonth.padStart(2, "0")}`,
    ),
  );
}
