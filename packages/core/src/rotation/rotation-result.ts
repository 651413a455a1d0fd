import type { HuntClient } from "../client.js";
import type { TokenRecord } from "../token/token-record.js";
import type { RotationStep } from "./machine.js";

/** Why a rotation was not completed. The message of `reason` can contain text of HUNT and of the store. */
export interface RotationFailure {
  readonly step: RotationStep;
  readonly reason: Error;
  /** Whether another run, or a person, has written the store or is about to. This run then stopped. */
  readonly isSuperseded: boolean;
}

/** A new token that the store contains. */
export interface StoredToken {
  /** Client with the new token. The caller closes it. */
  readonly client: HuntClient;
  readonly record: TokenRecord;
  /** The record as HUNT listed it to the new token; undefined if the list was not read, or does not contain it. */
  readonly listed?: TokenRecord | undefined;
}

/**
 * Why a token whose value was lost was not found: HUNT might not list it yet, or its list could not be read.
 */
export type TokenSearch = "not searched" | "not listed" | Error;

/** What could not be decided or undone after a rotation. */
export type Leftover =
  /** HUNT might have created a token with this description. */
  | { readonly left: "maybe created"; readonly description: string; readonly search: TokenSearch }
  /** The store contains the old token, and the new one could not be revoked. */
  | { readonly left: "new token"; readonly record: TokenRecord; readonly error: Error }
  /**
   * The store contains either the new token or the old one, and both are valid. `detail` is a sentence about
   * what is known.
   */
  | { readonly left: "both tokens"; readonly record: TokenRecord; readonly detail: string | null }
  /** The store accepted the new token, but is not proven to still contain it. Both tokens are valid. */
  | ({ readonly left: "old token" } & StoredToken);

/** The result of a rotation. `RotationOutcome` describes the outcomes. */
export type RotationResult =
  | ({
      readonly outcome: "rotated";
      /** `kept` if there was no token to revoke, and `unconfirmed` if it was kept because it might not be the old one. */
      readonly old: "revoked" | "kept" | "unconfirmed";
    } & StoredToken)
  | ({ readonly outcome: "old token left"; readonly error: Error } & StoredToken)
  | { readonly outcome: "rolled back"; readonly failure: RotationFailure; readonly record: TokenRecord }
  | { readonly outcome: "not created"; readonly failure: RotationFailure }
  | ({ readonly outcome: "needs attention"; readonly failure: RotationFailure } & Leftover);
