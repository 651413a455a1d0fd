import { userComments } from "@huntkit/catalog";
import { HuntNotFoundError, HuntUnsupportedError, type HuntClient } from "@huntkit/core";
import { recordSchema } from "../../lists/record-schema.js";
import { CommandError, UsageError } from "../../program/errors.js";

/** The JSON Schema of a comment with the name of its author. */
export const commentSchema = recordSchema(userComments, {
  more: {
    userName: {
      type: ["string", "null"],
      description: "Email address or name of the author. Null if HUNT does not return users.",
    },
  },
});

const sha1 = /^[0-9a-f]{40}$/i;

/**
 * Returns the ID of a comment's record as HUNT stores it, which is in lower case. Conditions on it are
 * case-sensitive.
 *
 * @param id ID of an alert, or SHA-1 of a file
 * @throws {UsageError} if it is neither
 */
export async function parseSubject(id: string): Promise<string> {
  const { isUuid } = await import("@huntkit/core/internal");
  if (sha1.test(id) || isUuid(id)) return id.toLowerCase();
  throw new UsageError(
    `Invalid value "${id}" for <id>.`,
    "Use the ID of an alert, or the SHA-1 of a file (40 hex digits).",
  );
}

/**
 * Requires that the record of a comment exists. HUNT also stores comments on IDs that do not exist.
 *
 * @param id ID from {@link parseSubject}
 * @throws {CommandError} if no alert and no file has it
 */
export async function requireSubject(
  { alerts, alertsArchive, fileReps }: HuntClient,
  id: string,
  signal: AbortSignal,
): Promise<void> {
  const [what, collections, command] = sha1.test(id)
    ? (["file with the SHA-1", [fileReps], ""] as const)
    : ([
        "alert with the ID",
        [alerts, alertsArchive],
        " Run `hunt alert list --state all` to list alerts.",
      ] as const);
  for (const collection of collections) {
    const found = await collection.get(id, { signal }).catch((error: unknown) => {
      if (error instanceof HuntNotFoundError) return null;
      // An instance might not have an archive.
      if (error instanceof HuntUnsupportedError && collection === alertsArchive) return null;
      throw error;
    });
    if (found !== null) return;
  }
  throw new CommandError(
    `No ${what} "${id}" found.`,
    `Check the ID and the instance.${command}`,
    1,
    "CLI_NOT_FOUND",
  );
}
