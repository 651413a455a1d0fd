import type { HuntClient } from "../client.js";
import type { TokenRecord } from "../token/token-record.js";
import type { RotationStep } from "./machine.js";

/** Why a rotation did not complete. The message of `reason` can hold text of HUNT and of the store. */
export interface RotationFailure {
  readonly step: RotationStep;
  readonly reason: Error;
  /** Whether another run, or a person, has written the store or is about to. This run then made way. */
  readonly isSuperseded: boolean;
}

/** A new token that the store holds. */
export interface StoredToken {
  /** Uses the new token. The caller closes it. */
  readonly client: HuntClient;
  readonly record: TokenRecord;
}

/** Why a token whose value was lost is not known: HUNT might not list it yet, or its list could not be read. */
export type TokenSearch = "not searched" | "not listed" | Error;

/** What a rotation left that could not be decided or undone. */
export type Leftover =
  /** HUNT may have created a token with this description. */
  | { readonly left: "maybe created"; readonly description: string; readonly search: TokenSearch }
  /** The store holds the old token, and the new one could not be revoked. */
  | { readonly left: "new token"; readonly record: TokenRecord; readonly error: Error }
  /** The store holds the new token or the old one, and both are valid. `detail` is a sentence about what is known. */
  | { readonly left: "both tokens"; readonly record: TokenRecord; readonly detail: string | null }
  /** The store took the new token, but it is not proven that it still holds it. Both are valid. */
  | ({ readonly left: "old token" } & StoredToken);

/** How a rotation ended. `RotationOutcome` describes the outcomes. */
export type RotationResult =
  | ({
      readonly outcome: "rotated";
      /** `kept` if there was no token to revoke. */
      readonly old: "revoked" | "kept";
    } & StoredToken)
  | ({ readonly outcome: "old token left"; readonly error: Error } & StoredToken)
  | { readonly outcome: "rolled back"; readonly failure: RotationFailure; readonly record: TokenRecord }
  | { readonly outcome: "not created"; readonly failure: RotationFailure }
  | ({ readonly outcome: "needs attention"; readonly failure: RotationFailure } & Leftover);
