import { toIso } from "@huntkit/core";
import { futureTimeAdvice, parsePastTime, pastTimeForms, resolvePastTime } from "@huntkit/toolkit";
import type { Flag, ValuesOf } from "../program/definition.js";
import { UsageError } from "../program/errors.js";
import { whereFlag, booleanFlag, choiceFlag, integerFlag } from "../program/flags.js";

/** So many rows are listed unless told. */
export const defaultLimit = 30;

/** Conditions beyond those that have a flag of their own. */
export const where = whereFlag('Additional LoopBack conditions, for example \'{"name": {"like": "Lab%"}}\'');

/** Whether a table shows all of its columns. */
export const wideFlag = booleanFlag("Show all columns, uncut, even if the terminal is narrower");

/** How many rows a list shows, and how much of them. */
export const listFlags = {
  where,
  limit: integerFlag("count", `Maximum number of rows to list (default: ${defaultLimit})`, 1),
  all: booleanFlag("List all rows"),
  wide: wideFlag,
};

/** How a CSV file is written. */
export const csvFlags = {
  formulas: choiceFlag(
    ["escape", "keep"],
    "CSV: put a ' in front of strings that a spreadsheet would run as a formula, or keep them (default: escape)",
  ),
  bom: booleanFlag("CSV: start the file with a byte order mark, for Excel"),
};

/** Returns the options of a CSV file. @throws {UsageError} if a file in another format has one */
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

/** A time that may be told from now: gives it as ISO 8601. */
export type ResolveTime = (now: number) => string;

/** A flag with a time in the past: so long ago, such as `24h`, or a date. */
export function sinceFlag(description: string): Flag<ResolveTime | undefined>;
export function sinceFlag(description: string, fallback: string): Flag<ResolveTime>;
export function sinceFlag(description: string, fallback?: string): Flag<ResolveTime | undefined> {
  const read = (given: readonly string[], name: string): ResolveTime | undefined => {
    const written = given.at(-1) ?? fallback;
    return written === undefined ? undefined : readSince(written, name);
  };
  return { description, placeholder: "time", ...(fallback !== undefined && { fallback }), read };
}

/**
 * Reads a time in the past.
 *
 * @returns a function that resolves it, and throws a {@link UsageError} if it is in the future: no record
 *   would match, and a gate would pass
 * @throws {UsageError} if it is neither a duration nor a time
 */
export function readSince(written: string, name: string): ResolveTime {
  const time = parsePastTime(written);
  const problem = `Invalid value "${written}" for ${name}.`;
  if (time === null)
    throw new UsageError(problem, `Use ${pastTimeForms}, or an ISO 8601 time such as 2026-03-31T09:30:00Z.`);
  return (now) => {
    const at = resolvePastTime(time, now);
    if (at > now) throw new UsageError(problem, futureTimeAdvice);
    return toIso(at);
  };
}
