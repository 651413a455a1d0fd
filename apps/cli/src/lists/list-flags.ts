import { toIso } from "@huntkit/core/internal";
import {
  futureTimeAdvice,
  isFutureTime,
  parsePastTime,
  pastTimeForms,
  resolvePastTime,
} from "@huntkit/toolkit";
import type { Flag, ValuesOf } from "../program/definition.js";
import { UsageError } from "../program/errors.js";
import {
  whereFlag,
  booleanFlag,
  choiceFlag,
  integerFlag,
  nameListFlag,
  stringListFlag,
} from "../program/flags.js";

/** Default number of rows in a list. */
export const defaultLimit = 30;

/** Flag with conditions that have no flag of their own. */
export const where = whereFlag('Additional LoopBack conditions, for example \'{"name": {"like": "Lab%"}}\'');

/** Flag that filters by host name. */
export const hostFlag = nameListFlag(
  "names",
  "Filter by host name, comma-separated (* matches any characters)",
);

/** Flag that filters by name. A name can contain commas. */
export const nameFlag = stringListFlag("name", "Filter by name (* matches any characters)");

/** Flag that shows all columns of a table. */
export const wideFlag = booleanFlag("Show all columns, uncut, even if the terminal is narrower");

/** Flags of every list. */
export const listFlags = {
  where,
  limit: { ...integerFlag("Maximum number of rows to list", 1), fallback: String(defaultLimit) },
  all: booleanFlag("List all rows"),
  wide: wideFlag,
};

/** Flag of summaries, which show the highest numbers of a ranking. */
export const topFlag = integerFlag("Maximum number of rows in each ranking", 1, 5);

/** Flags of commands that write CSV files. */
export const csvFlags = {
  formulas: {
    ...choiceFlag(
      ["escape", "keep"],
      "In a CSV file, put a ' in front of strings that a spreadsheet would run as a formula, or keep them",
    ),
    fallback: "escape",
  },
  bom: booleanFlag("Start a CSV file with a byte order mark, for Excel"),
};

/**
 * Returns the options of a CSV file, or undefined for another format.
 *
 * @throws {UsageError} if a flag for CSV is used with another format
 */
export function toCsvOptions(
  { formulas, bom }: ValuesOf<typeof csvFlags>,
  format: string | undefined,
): { readonly formulas: "escape" | "keep" | undefined; readonly bom: boolean } | undefined {
  if (format === "csv") return { formulas, bom };
  if (formulas === undefined && !bom) return undefined;
  throw new UsageError(
    `${bom ? "--bom" : "--formulas"} applies only to a file that ends in .csv.`,
    "Remove it, or change the name in --output.",
  );
}

/** Returns a time, which may be relative to `now` (milliseconds since 1970), in ISO 8601. */
export type ResolveTime = (now: number) => string;

/** A flag with a time in the past: a duration such as `24h`, or a date. */
export function sinceFlag(description: string): Flag<ResolveTime | undefined>;
export function sinceFlag(description: string, fallback: string): Flag<ResolveTime>;
export function sinceFlag(description: string, fallback?: string): Flag<ResolveTime | undefined> {
  const read = ([written = fallback]: readonly string[], name: string): ResolveTime | undefined => {
    return written === undefined ? undefined : readSince(written, name);
  };
  return { description, placeholder: "duration", ...(fallback !== undefined && { fallback }), read };
}

/**
 * Parses a time in the past.
 *
 * @returns a function that resolves it. It throws a {@link UsageError} if the time is in the future, because
 *   no record would match, and a gate would pass.
 * @throws {UsageError} if it is neither a duration nor a time
 */
export function readSince(written: string, name: string): ResolveTime {
  const time = parsePastTime(written);
  const problem = `Invalid value "${written}" for ${name}.`;
  if (time === null)
    throw new UsageError(problem, `Use ${pastTimeForms}, or an ISO 8601 time such as 2026-03-31T09:30:00Z.`);
  return (now) => {
    const at = resolvePastTime(time, now);
    if (isFutureTime(at, now)) throw new UsageError(problem, futureTimeAdvice);
    return toIso(at);
  };
}
