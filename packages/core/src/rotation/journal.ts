import type { ApiToken } from "../token/api-token.js";
import type { TokenRecord } from "../token/token-record.js";
import type { RotationState } from "./machine.js";

/** An id of this many characters could contain a token's value. */
const valueLength = 64;

/** A token as a journal knows it: never its value. */
export interface JournalToken {
  /** HUNT's id of the token; null if HUNT uses the value itself as the id, or has none. */
  readonly id: string | null;
  /** Null if the value was never known. */
  readonly fingerprint: string | null;
}

/** What a journal keeps of one rotation. */
export interface JournalEntry {
  /** How far the rotation was when this was written. */
  readonly state: RotationState;
  /** When the rotation began (ISO 8601). */
  readonly startedAt: string;
  /** HUNT's id of the user whose tokens these are. */
  readonly userId: string;
  /** Origin of the instance, such as `https://acme.infocyte.com`. */
  readonly instance: string;
  /** The store, as it describes itself. */
  readonly store: string;
  /** Description of the new token in HUNT, with its mark. */
  readonly description: string;
  /** Whether no other token can have this description. */
  readonly isDescriptionUnique: boolean;
  /** The new token; null until HUNT has created it. */
  readonly created: JournalToken | null;
  /** The token to revoke in the end; null if none is proven to be the old one, or it should be kept. */
  readonly old: JournalToken | null;
}

/**
 * Keeps what a later run needs to finish or undo an interrupted rotation. It never holds a token's value. A store whose
 * tokens carry all of this in their description, as the Action's do, needs no journal.
 */
export interface RotationJournal {
  /**
   * Writes the entry before a token is created.
   *
   * @throws {Error} if it cannot be written, or another rotation of the same store is in progress: then no token is created
   */
  begin(entry: JournalEntry): Promise<void>;
  /**
   * Replaces what changed. It is called before the step that the new state allows.
   *
   * @throws {Error} if it cannot be written
   */
  advance(change: Partial<Pick<JournalEntry, "state" | "created">>): Promise<void>;
  /**
   * Takes over the interrupted rotation that was read. A run that is still at work, although it seemed to have ended, cannot advance
   * it after that, and rolls back.
   *
   * @throws {Error} if the entry has changed since it was read
   */
  claim(): Promise<void>;
  /** Forgets the rotation: nothing of it is left to finish or undo. */
  end(): Promise<void>;
}

/** Returns what a journal keeps of a token. Leaves out an id that is the value itself. */
export function toJournalToken({ handle }: Pick<TokenRecord, "handle">, token?: ApiToken): JournalToken {
  return {
    id: typeof handle === "string" && handle.length < valueLength ? handle : null,
    fingerprint: token?.fingerprint ?? null,
  };
}
