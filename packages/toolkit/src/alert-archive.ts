import { dayMs } from "@huntkit/core/internal";

/** HUNT moves alerts to an archive after about 30 days (vendor docs). This leaves room for instances that do so earlier. */
const archivedAfterMs = 25 * dayMs;

/**
 * Returns whether HUNT's archive may contain alerts of a period. A gate that did not read it would pass.
 *
 * @param from start of the period, in milliseconds since 1970
 * @param now milliseconds since 1970
 */
export function reachesAlertArchive(from: number, now: number): boolean {
  return now - from > archivedAfterMs;
}
