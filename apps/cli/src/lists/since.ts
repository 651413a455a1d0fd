import { dayMs, parseInstant, toIso } from "@huntkit/core";
import type { Flag } from "../program/definition.js";
import { UsageError } from "../program/errors.js";

/** A time that may be told from now: gives it as ISO 8601. */
export type Since = (now: number) => string;

const units: Readonly<Record<string, number>> = { m: 60_000, h: dayMs / 24, d: dayMs };

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
  const [, count, unit] = /^(\d{1,5})\s*([mhd])$/i.exec(written.trim()) ?? [];
  if (Number(count) > 0) return (now) => toIso(now - Number(count) * units[unit!.toLowerCase()]!);
  const at = parseInstant(written);
  if (at !== null) return () => toIso(at);
  throw new UsageError(
    `${name}: "${written}" is no time.`,
    `Write minutes, hours or days such as 30m, 24h or 7d, or a time such as ${name} 2026-03-31T09:30:00Z.`,
  );
}
