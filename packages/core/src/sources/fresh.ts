import { randomUUID } from "node:crypto";
import { toIso } from "../dates.js";
import { systemClock, type Clock } from "../http/clock.js";

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
