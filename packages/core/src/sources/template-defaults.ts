import { randomUUID } from "node:crypto";
import { toIso } from "../dates.js";
import { requireKnownKeys } from "../errors/require-known-keys.js";
import { type Clock, systemClock } from "../http/clock.js";

/** Sources of the generated values in a template. */
export interface TemplateDefaults {
  /** Returns a random UUID. Default: `crypto.randomUUID`. */
  uuid?: (() => string) | undefined;
  /** Clock for the dates. Default: the system clock. */
  clock?: Pick<Clock, "now"> | undefined;
}

/** Returns a new GUID, and today's date as the creation date. */
export function createIdentity(options: TemplateDefaults): {
  guid: string;
  created: string;
  updated: string;
} {
  const { uuid = randomUUID, clock = systemClock } = requireKnownKeys(options, { uuid: true, clock: true });
  const today = toIso(clock.now()).slice(0, 10);
  return { guid: uuid(), created: today, updated: today };
}
