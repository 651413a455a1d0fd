import { HuntNotFoundError, escapeToSingleLine, type Alert, type HuntClient } from "@huntkit/core";
import { CommandError } from "../../../program/errors.js";

/**
 * An alert by its id, be it among the recent ones or among those that HUNT keeps apart.
 *
 * @throws {CommandError} where it is in neither
 */
export async function findAlert(
  { alerts, alertsArchive }: HuntClient,
  id: string,
  signal: AbortSignal,
): Promise<Alert> {
  for (const collection of [alerts, alertsArchive]) {
    try {
      return await collection.get(id, { signal });
    } catch (error) {
      if (!(error instanceof HuntNotFoundError) || error.loopbackCode !== "MODEL_NOT_FOUND") throw error;
    }
  }
  throw new CommandError(
    `HUNT has no alert "${escapeToSingleLine(id, 80)}".`,
    "Is the id right, and of this instance? `hunt alert list --state all` shows those that it has.",
  );
}
