import type { Row } from "@huntkit/core";
import { listProperties, normalizeWhere } from "@huntkit/core/internal";
import { reachesAlertArchive, type Conditions } from "@huntkit/toolkit";
import type { Listable } from "../../../lists/print-rows.js";
import { UsageError } from "../../../program/errors.js";

/** The collections of alerts in the client, current ones and those in the archive. */
export type AlertTable = "alerts" | "alertsArchive";

/** What decides which alerts are listed. */
export interface AlertPeriod {
  /** ISO 8601. */
  readonly since: string | undefined;
  readonly where: Conditions | undefined;
  readonly fromArchive: boolean;
}

/**
 * Returns the tables that can contain the alerts, newest first.
 *
 * @param now returns milliseconds since 1970
 * @throws {UsageError} if only the archive would be read, for a period that it does not contain
 */
export async function chooseTables(
  { since, where, fromArchive }: AlertPeriod,
  now: () => Promise<number>,
): Promise<readonly AlertTable[]> {
  const isRecent = since !== undefined && !reachesAlertArchive(Date.parse(since), await now());
  if (fromArchive && isRecent)
    throw new UsageError(
      "--since is too recent for --from-archive, because HUNT archives alerts after about 30 days.",
      "Remove --from-archive, or use an earlier --since.",
    );
  if (fromArchive) return ["alertsArchive"];
  const hasPeriod = since !== undefined || listProperties(normalizeWhere(where) ?? {}).includes("createdOn");
  return hasPeriod && !isRecent ? ["alerts", "alertsArchive"] : ["alerts"];
}

/** Joins tables of which each contains older rows than the one before. */
export function joinTables<T extends Row>(tables: readonly Listable<T>[]): Listable<T> {
  return {
    list(filter, options) {
      const parts = tables.map((table) => table.list(filter, options));
      return {
        async *[Symbol.asyncIterator]() {
          let room = filter.limit ?? Infinity;
          for (const part of parts) {
            if (room === 0) return;
            for await (const row of part) {
              yield row;
              if (--room === 0) break;
            }
          }
        },
        async count() {
          const counts = await Promise.all(parts.map((part) => part.count()));
          return counts.reduce((sum, count) => sum + count, 0);
        },
      };
    },
  };
}
