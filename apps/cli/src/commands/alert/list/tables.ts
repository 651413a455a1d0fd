import { type Alert, type HuntClient, HuntNotFoundError, HuntUnsupportedError } from "@huntkit/core";
import { hasAlertPeriod, normalizeWhere, reachesAlertArchive } from "@huntkit/core/internal";
import type { Conditions } from "@huntkit/toolkit";
import type { Listable } from "../../../lists/print-rows.js";
import { CommandError, UsageError } from "../../../program/errors.js";

/** The alerts to list: current ones, those in the archive, or both. */
export type AlertTables = "current" | "archive" | "both";

/**
 * Returns the tables that can contain the alerts of a condition.
 *
 * @param since whether the condition contains `--since`
 * @param now returns milliseconds since 1970
 * @throws {UsageError} if only the archive would be read, for a period that it does not contain
 */
export async function chooseTables(
  where: Conditions,
  { since, fromArchive }: { readonly since: unknown; readonly fromArchive: boolean },
  now: () => Promise<number>,
): Promise<AlertTables> {
  const plain = normalizeWhere(where) ?? {};
  const hasPeriod = hasAlertPeriod(plain);
  const isOld = hasPeriod && reachesAlertArchive(plain, await now());
  if (!fromArchive) return isOld ? "both" : "current";
  const period = since === undefined ? "The time in --where" : "--since";
  if (hasPeriod && !isOld)
    throw new UsageError(
      `${period} is too recent for --from-archive, because HUNT archives alerts after about 30 days.`,
      `Remove --from-archive, or use an earlier ${since === undefined ? "time" : "--since"}.`,
    );
  return "archive";
}

/** Returns the alerts of some tables. */
export function selectTables({ alerts, alertsArchive }: HuntClient, tables: AlertTables): Listable<Alert> {
  if (tables === "archive")
    return {
      route: alertsArchive.route,
      list: (filter, options) => {
        const listing = alertsArchive.list(filter, options);
        return { count: () => listing.count(), [Symbol.asyncIterator]: () => readArchive(listing) };
      },
    };
  const archive = tables === "both";
  return {
    route: alerts.route,
    archive,
    list: (filter, options) => alerts.list(filter, { ...options, archive }),
  };
}

async function* readArchive(alerts: AsyncIterable<Alert>): AsyncGenerator<Alert> {
  try {
    yield* alerts;
  } catch (error) {
    if (!(error instanceof HuntNotFoundError || error instanceof HuntUnsupportedError)) throw error;
    throw new CommandError(
      "This HUNT instance does not have an archive of alerts.",
      "To list its current alerts, remove --from-archive.",
    );
  }
}
