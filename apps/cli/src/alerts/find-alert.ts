import { HuntNotFoundError, type Alert, type HuntClient } from "@huntkit/core";

/**
 * An alert by its id, be it among the recent ones or among those that HUNT keeps apart.
 *
 * @throws {HuntNotFoundError} where it is in neither
 */
export async function findAlert({ alerts, alertsArchive }: HuntClient, id: string, signal: AbortSignal): Promise<Alert> {
  return alerts.get(id, { signal }).catch((error: unknown) => {
    if (error instanceof HuntNotFoundError && error.loopbackCode === "MODEL_NOT_FOUND") return alertsArchive.get(id, { signal });
    throw error;
  });
}
