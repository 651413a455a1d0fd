import type { ApiToken } from "../token/api-token.js";
import { getSafeHandle, type TokenRecord } from "../token/token-record.js";
import type { RotationState } from "./machine.js";

/** A token in a journal, without its value. */
export interface JournalToken {
  /** HUNT's ID of the token; null if HUNT uses the value as the ID, or has no ID. */
  readonly id: string | null;
  /** Fingerprint of the token; null if its value was never known. */
  readonly fingerprint: string | null;
}

/** An entry of a journal, for one rotation. */
export interface JournalEntry {
  /** State of the rotation when the entry was written. */
  readonly state: RotationState;
  /** Start of the rotation (ISO 8601). */
  readonly startedAt: string;
  /** HUNT's ID of the user of the tokens. */
  readonly userId: string;
  /** Origin of the instance, such as `https://acme.infocyte.com`. */
  readonly instance: string;
  /** Description of the store. */
  readonly store: string;
  /** Description of the new token in HUNT, with its mark. */
  readonly description: string;
  /** Whether no other token can have this description. */
  readonly isDescriptionUnique: boolean;
  /** Fingerprint of the token in the store before the rotation. Null if it was empty, or does not show it. */
  readonly before?: string | null | undefined;
  /** The new token; null until HUNT has created it. */
  readonly created: JournalToken | null;
  /** The token to revoke at the end; null if none is proven to be the old one (yet), or it is kept. */
  readonly old: JournalToken | null;
  /** Why the rotation failed. Absent if it was interrupted. */
  readonly failure?: string | undefined;
}

/**
 * Stores what a later run needs to finish or undo an interrupted rotation, without the value of a token. A
 * store whose tokens have this information in their description, as in the Action, needs no journal.
 */
export interface RotationJournal {
  /**
   * Writes the entry before a token is created.
   *
   * @throws {Error} if it cannot be written, or another rotation of the same store is in progress. No token
   *   is created then.
   */
  begin(entry: JournalEntry): Promise<void>;
  /**
   * Updates the entry. It is called before the step that the new state allows, and if the rotation fails.
   *
   * @throws {Error} if it cannot be written
   */
  advance(change: Partial<Pick<JournalEntry, "state" | "created" | "old" | "failure">>): Promise<void>;
  /**
   * Takes over the interrupted rotation that was read. If its run is still active, it cannot update the entry
   * any more, and rolls back.
   *
   * @throws {Error} if the entry has changed since it was read
   */
  claim(): Promise<void>;
  /** Deletes the entry, because there is nothing left to finish or undo. */
  end(): Promise<void>;
}

/** Returns a token for a journal. It omits an ID that is the value of the token. */
export function toJournalToken({ handle }: Pick<TokenRecord, "handle">, token?: ApiToken): JournalToken {
  return {
    id: getSafeHandle(handle),
    fingerprint: token?.fingerprint ?? null,
  };
}
