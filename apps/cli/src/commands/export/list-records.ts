import type { Alert, AnyRow, Collection, Filter, HuntClient, Listing, ListOptions } from "@huntkit/core";
import { hasAlertPeriod, type PlainWhere, reachesAlertArchive } from "@huntkit/core/internal";
import { findModel } from "@huntkit/toolkit/requests";

/** How an export of alerts reads HUNT's archive. `omitted` means that the export has no period. */
export type ArchiveUse = "included" | "unneeded" | "omitted";

/**
 * Returns how an export reads HUNT's archive of alerts; undefined for another model.
 *
 * @param model path of the model
 * @param now time that the condition is relative to, in milliseconds since 1970
 */
export function chooseArchive(
  model: string,
  where: PlainWhere | undefined,
  now: number,
): ArchiveUse | undefined {
  if (findModel(model)?.route !== "Alerts") return undefined;
  if (!where || !hasAlertPeriod(where)) return "omitted";
  return reachesAlertArchive(where, now) ? "included" : "unneeded";
}

/**
 * Lists the records of an export.
 *
 * @param records those of the model
 */
export function listRecords(
  client: HuntClient,
  records: Collection<AnyRow>,
  filter: Filter<AnyRow>,
  options: ListOptions,
  archive: ArchiveUse | undefined,
): Listing<AnyRow> | Listing<Alert> {
  if (archive === undefined) return records.list(filter, options);
  const ofAlerts = { ...options, archive: archive === "included" };
  return client.alerts.list(filter as unknown as Filter<Alert>, ofAlerts);
}
