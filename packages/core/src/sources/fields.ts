import * as z from "zod/mini";
import { parseInstant } from "../dates.js";
import { isUuid } from "../uuid.js";

/*
 * What the headers of extensions and the files of rules consist of. All comes in as text. The messages say what to write.
 */

/** A text that must be there. */
export function text(example: string): z.ZodMiniType<string> {
  const message = `it is missing. Write one, such as ${example}.`;
  return z.string(message).check(z.trim(), z.minLength(1, message));
}

/** A text that may be absent or empty. */
export const optionalText = z.prefault(z.string("it must be a text.").check(z.trim()), "");

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
