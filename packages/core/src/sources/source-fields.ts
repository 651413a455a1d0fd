import { randomUUID } from "node:crypto";
import * as z from "zod/mini";
import { parseInstant, toIso } from "../dates.js";
import { type Clock, systemClock } from "../http/clock.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import { isUuid } from "../ids.js";
import type { Refuse } from "./source-file.js";

/**
 * Reads YAML in which every value is text as it is written: a date stays `2024-02-01`, a version `1.10`. Its
 * type comes from who asks for it. Aliases, by which a few lines can grow to gigabytes, and tags are refused.
 *
 * @param refuse makes the error; `problem` is `yaml`
 */
export async function parseYaml(yaml: string, refuse: Refuse): Promise<unknown> {
  const { parseDocument } = await import("yaml");
  const document = parseDocument(yaml, { schema: "failsafe", logLevel: "error" });
  const [problem] = [...document.errors, ...document.warnings];
  // The library's message goes on with an excerpt, line by line.
  if (problem)
    throw refuse("yaml", `its YAML cannot be read: ${escapeToSingleLine(problem.message.split(":\n")[0]!)}.`);
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    throw refuse("yaml", "its YAML has an alias (*name). Write out what it stands for.");
  }
}

/**
 * Holds what was read against a schema.
 *
 * @param refuse makes the error; `problem` is `field`, and the message begins with the field
 */
export function checkFields<T>(schema: z.ZodMiniType<T>, data: unknown, refuse: Refuse): T {
  const result = z.safeParse(schema, data);
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0]!;
  const field = path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
    .join("")
    .replace(/^\./, "");
  throw refuse("field", field === "" ? message : `${escapeToSingleLine(field, 80)}: ${message}`);
}

/*
 * What the headers of extensions and the files of rules consist of. All comes in as text. The messages say
 * what to write.
 */

/** YAML's blocks end in a line break, which is not part of the value. Blanks that were quoted are. */
function dropLastLineBreaks(value: string): string {
  return value.trim() === "" ? "" : value.replace(/[\r\n]+$/, "");
}

function requiredString(example: string, check: z.core.$ZodCheck<string>): z.ZodMiniType<string> {
  const message = `it is missing. Write one, such as ${example}.`;
  return z.string(message).check(check, z.minLength(1, message));
}

/** A required string, with the blanks at its ends. */
export function text(example: string): z.ZodMiniType<string> {
  return requiredString(example, z.overwrite(dropLastLineBreaks));
}

/** A script or a condition that must be there. Blanks at its ends mean nothing. */
export function trimmedText(example: string): z.ZodMiniType<string> {
  return requiredString(example, z.trim());
}

/** A text that may be absent or empty, with the blanks at its ends. */
export const optionalText = z.prefault(
  z.string("it must be a text.").check(z.overwrite(dropLastLineBreaks)),
  "",
);

/** A GUID, in lower case. */
export const guid = z
  .string("it is missing. Give every source a GUID of its own; a template has a fresh one.")
  .check(
    z.trim(),
    z.refine(
      isUuid,
      "it is no GUID. Write 32 hexadecimal digits such as 0f8fad5b-d9cb-469f-a165-70867728950e.",
    ),
    z.toLowerCase(),
  );

/** A day or a time, as it is written; null where it is absent. */
export const date = z.pipe(
  optionalText.check(
    z.trim(),
    z.refine(
      (day) => day === "" || parseDay(day) !== null,
      "it is no date. Write year, month and day, such as 2024-02-01.",
    ),
  ),
  z.transform((day) => day || null),
);

/** One of a few words, whatever their case. */
export function oneOf<const Word extends string>(words: readonly Word[]) {
  const known = new Set<string>(words);
  return z.pipe(
    z.string("it is missing.").check(
      z.trim(),
      z.toLowerCase(),
      z.refine((word) => known.has(word), `it must be one of ${words.join(", ")}.`),
    ),
    z.transform((word) => word as Word),
  );
}

/** `true` or `false`. */
export const flag = z.pipe(
  oneOf(["true", "false"]),
  z.transform((word) => word === "true"),
);

/** The instant of a day, in milliseconds since 1970; public scripts also write `2019-9-16`. */
export function parseDay(day: string | null): number | null {
  return parseInstant(
    day?.replace(
      /^(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/,
      (_, year: string, month: string, of: string) =>
        `${year}-${month.padStart(2, "0")}-${of.padStart(2, "0")}`,
    ),
  );
}

/** Where what a template makes anew comes from. */
export interface TemplateDefaults {
  /** A random UUID; `crypto.randomUUID` unless told. */
  uuid?: (() => string) | undefined;
  /** The system's unless told. */
  clock?: Pick<Clock, "now"> | undefined;
}

/** A GUID of its own, and today as the day on which it was made. */
export function createIdentity({ uuid = randomUUID, clock = systemClock }: TemplateDefaults): {
  guid: string;
  created: string;
  updated: string;
} {
  const today = toIso(clock.now()).slice(0, 10);
  return { guid: uuid(), created: today, updated: today };
}
