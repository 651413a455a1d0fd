import { toIso } from "@huntkit/core";
import { parsePastTime, pastTimeForms, resolvePastTime } from "@huntkit/toolkit";
import type { Flag } from "../program/definition.js";
import { UsageError } from "../program/errors.js";
import { jsonObject, toggle, whole } from "../program/flags.js";

/** So many rows are listed unless told. */
export const usualLimit = 30;

/** Conditions beyond those that have a flag of their own. */
export const where = jsonObject(
  "json",
  'Only what meets LoopBack\'s conditions as well, such as \'{"name": {"like": "Lab%"}}\'',
);

/** How many rows a list shows. */
export const listFlags = {
  where,
  limit: whole("count", `The most rows; ${usualLimit} unless told`, 1),
  all: toggle("List all that there are"),
};

/** A time that may be told from now: gives it as ISO 8601. */
export type Since = (now: number) => string;

/** A flag with a time in the past: so long ago, such as `24h`, or a date. */
export function since(description: string): Flag<Since | undefined>;
export function since(description: string, fallback: string): Flag<Since>;
export function since(description: string, fallback?: string): Flag<Since | undefined> {
  const read = (given: readonly string[], name: string): Since | undefined => {
    const written = given.at(-1) ?? fallback;
    return written === undefined ? undefined : readSince(written, name);
  };
  return { description, placeholder: "time", ...(fallback !== undefined && { fallback }), read };
}

/** @throws {UsageError} for what is neither so long ago nor a date */
export function readSince(written: string, name: string): Since {
  const time = parsePastTime(written);
  if (time !== null) return (now) => toIso(resolvePastTime(time, now));
  throw new UsageError(
    `${name}: "${written}" is no time.`,
    `Write ${pastTimeForms}, or a time such as ${name} 2026-03-31T09:30:00Z.`,
  );
}
