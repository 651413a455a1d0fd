import type { Warn } from "../http/hooks.js";
import { dayMs, toIso } from "../dates.js";
import { HuntNotFoundError, HuntUnsupportedError } from "../errors/request-errors.js";
import type { HuntRequest } from "../http/request.js";
import type { PlainWhere } from "../query/normalize-where.js";
import { listProperties } from "./condition.js";
import { findContradiction } from "./find-contradiction.js";
import { findOffset, type TimeSource } from "./hunt-clock.js";
import type { KnownRecords } from "./known-models.js";

/** What is known of an instance's warnings. */
export interface ArchiveState {
  /** The routes that a warning was reported for, without IDs. */
  readonly warnedRoutes: Set<string>;
}

/** What is necessary to warn of alerts in the archive. */
interface ArchiveGuard extends TimeSource {
  /** What earlier reads of alerts showed. */
  readonly archive: ArchiveState;
  readonly warn: Warn;
}

/** HUNT moves alerts to an archive after about 30 days (vendor docs). This leaves room for instances that do so earlier. */
const archivedAfterMs = 25 * dayMs;

/** Times that limit a list of alerts to a period. */
const periodProperties = ["createdOn", "createdDate", "eventTime"];

/** Returns whether a condition on alerts has a period. */
export function hasAlertPeriod(where: PlainWhere): boolean {
  return listProperties(where).some((name) => periodProperties.includes(name));
}

/**
 * Returns whether HUNT's archive may contain alerts that match a condition with a period. A gate that did not
 * read it would pass.
 *
 * @param now milliseconds since 1970
 */
export function reachesAlertArchive(where: PlainWhere | undefined, now: number): boolean {
  if (!where || !hasAlertPeriod(where)) return false;
  const archived = periodProperties.map((name) => ({ [name]: { lt: toIso(now - archivedAfterMs) } }));
  return findContradiction({ and: archived }, where) === undefined;
}

/**
 * Warns if a read of current alerts has a condition that also matches alerts in the archive. The clock of the client is
 * only a hint, as in {@link requirePast}.
 */
export async function warnOfArchive(
  wheres: readonly PlainWhere[],
  { route }: Pick<KnownRecords, "route">,
  guard: ArchiveGuard,
): Promise<void> {
  if (wheres.length === 0 || !/(^|\/)alerts$/i.test(route)) return;
  // A client that polls has another condition each time.
  const name = route.toLowerCase().replace(/\/.*\//, "/");
  if (guard.archive.warnedRoutes.has(name)) return;
  const where = { and: [...wheres] };
  if (!reachesAlertArchive(where, guard.now())) return;
  if (!reachesAlertArchive(where, guard.now() + (await findOffset(guard)))) return;
  guard.archive.warnedRoutes.add(name);
  guard.warn(
    `where: ${route} only has current alerts, but the condition on the time also matches older ones. ` +
      "HUNT moves alerts older than about 30 days to Alertsarchive. Read it, too, or use a later time.",
    "HUNT_ARCHIVE_NOT_READ",
  );
}

/** The warning if an instance has no archive. */
export const missingArchiveWarning =
  "archive: this HUNT instance does not have Alertsarchive, so only current alerts were read.";

/** Returns whether an error means that an instance has no archive, of a read that also reads the current alerts. */
export function isMissingArchive(error: unknown, { path, archive }: HuntRequest<unknown>): boolean {
  const isMissing = error instanceof HuntNotFoundError || error instanceof HuntUnsupportedError;
  return isMissing && archive === true && /(^|\/)alertsarchive(\/count)?$/i.test(path);
}
