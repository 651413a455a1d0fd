import { createHash } from "node:crypto";
import { access, constants } from "node:fs/promises";
import { join } from "node:path";
import type { ApiToken, HuntClient } from "@huntkit/core";
import { joinDescription } from "@huntkit/core/internal";
import { createDirectory } from "@huntkit/core/files";
import { FileJournal, resumeRotation, type RotationJournal, type SecretStore } from "@huntkit/core/rotation";
import type { Destination } from "./delivery.js";

/** Journals that this process uses. Terraform creates several tokens concurrently. */
const openNames = new Set<string>();

/** A journal of a delivery. */
export interface DeliveryJournal {
  readonly journal: FileJournal;
  /** Allows another delivery of this process to use the journal. */
  readonly release: () => void;
}

/**
 * Opens the journal of a delivery. With it, a later run can revoke a token that an interrupted run created,
 * which is not in the state.
 *
 * @param directory the directory of huntkit's own files
 * @returns null if no journal can be written, or another delivery of this process uses it
 */
export async function openDeliveryJournal(
  directory: string | null,
  { instance }: HuntClient,
  { deliver_to_command: command, deliver_to_file: file, description }: Destination & { description: string },
  now: () => number,
): Promise<DeliveryJournal | null> {
  if (directory === null || !(await canWrite(directory))) return null;
  const key = JSON.stringify([instance.origin, command, file, description]);
  const name = createHash("sha256").update(key).digest("hex").slice(0, 12);
  const path = join(directory, `delivery-${name}.json`);
  if (openNames.has(path)) return null;
  openNames.add(path);
  return { journal: new FileJournal(path, now), release: () => void openNames.delete(path) };
}

/** In some containers, nothing can be written to the home directory. */
async function canWrite(directory: string): Promise<boolean> {
  try {
    await createDirectory(directory, { mode: 0o700 });
    await access(directory, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Revokes the token of an interrupted delivery. The token is not in the state, and a new one is delivered to
 * the same destination.
 *
 * @param journal the journal to end the entry in. Default: `file`.
 * @returns a sentence about what the user must do. Null if nothing is left to do.
 * @throws {Error} if another run is in progress, or the token belongs to another user
 */
export async function undoInterrupted(
  file: FileJournal,
  client: HuntClient,
  store: SecretStore,
  journal: RotationJournal = file,
): Promise<string | null> {
  const entry = await file.readInterrupted();
  if (entry === null) return null;
  const result = await resumeRotation({
    entry: { ...entry, state: "rolling back" },
    journal,
    store,
    client: client as HuntClient & { readonly token: ApiToken },
  });
  if (result.outcome !== "maybe created") return null;
  const names = result.candidates.map(({ handle, description, mark }) =>
    typeof handle === "string" ? handle : `"${joinDescription(description, mark)}"`,
  );
  return (
    `An apply that was interrupted on ${entry.startedAt.slice(0, 10)} may have created a token with the ` +
    `description "${entry.description}", which is not in the state. It is one of these: ${names.join(", ")}. ` +
    "Revoke it if it is not in use."
  );
}
