import type { ConnectionProblem, ProtocolProblem } from "../errors/request-errors.js";
import type { HuntError } from "../errors/hunt-error.js";
import type { RecordMatch } from "./token-record.js";

/**
 * Where an expiry date comes from: HUNT's own record, the creation date that a person stated, the date at which the
 * CI secret was last stored (the token is at least as old, so it may die earlier), or nowhere.
 */
export type ExpirySource = "hunt" | "stated" | "secret" | "none";

/** What every finding tells. */
interface Finding {
  /** Name of the instance, such as `acme`. */
  instance: string;
  /** The token's fingerprint. */
  fingerprint: string;
  /** ISO 8601, by HUNT's clock where it accepted the token, else by this machine's. */
  checkedAt: string;
  /** E-mail address or name of the token's user; null where HUNT did not say. */
  user: string | null;
  /** `admin`, `analyst`, or another word of HUNT's; null where HUNT did not say. */
  role: string | null;
  /** What the token's creator wrote; null where that is not known. */
  description: string | null;
  /** How the token's record was found; null where `source` is not `hunt`. */
  match: Omit<RecordMatch, "record"> | null;
}

/** A finding with a date. */
interface Dated {
  /** ISO 8601. */
  createdAt: string;
  /** ISO 8601. */
  expiresAt: string;
  /** Whole days until then, rounded down. */
  daysLeft: number;
  source: Exclude<ExpirySource, "none">;
}

/** A finding without one. */
interface Undated {
  createdAt: null;
  expiresAt: null;
  daysLeft: null;
  source: "none";
}

/** HUNT accepts the token, and there is time left. `expiresAt` is null for a token that HUNT says is endless. */
export type HealthyToken = Finding & { status: "healthy" } & (
    | Dated
    | (Omit<Undated, "source"> & { source: "hunt" })
  );

/** HUNT accepts the token, and fewer days are left than one wants to be warned of. */
export type ExpiringToken = Finding & { status: "expiring" } & Dated;

/** HUNT refuses the token, and it is known that its time has run out: from HUNT itself or from a date. */
export type ExpiredToken = Finding & { status: "expired" } & (Dated | Undated);

/** HUNT does not know the token: mistyped, revoked, of another instance, or expired and forgotten. */
export type RejectedToken = Finding & { status: "rejected" } & Undated;

/** Nothing is known of the token, since HUNT gave no usable answer; `reason` says what stood in the way. */
export type UnreachableInstance = Finding & {
  status: "unreachable";
  reason: UnreachableReason;
  error: HuntError;
} & Undated;

/** HUNT accepts the token, but nobody says until when; `reason` tells why, and `error` what the lookup met. */
export type UnknownExpiry = Finding & {
  status: "unknown-expiry";
  reason: UnknownExpiryReason;
  error: HuntError | null;
} & Undated;

/** What stood between the client and an answer. */
export type UnreachableReason =
  | ConnectionProblem
  | ProtocolProblem
  | "timeout"
  | "server-error"
  | "rate-limited"
  | "forbidden"
  | "not-hunt";

/**
 * Why there is no date: the user may not list tokens, the instance has no route for it, asking failed, no record is
 * the token's, its record holds no date, or the only date known has passed while HUNT still accepts the token.
 */
export type UnknownExpiryReason =
  | "not-allowed"
  | "no-route"
  | "lookup-failed"
  | "no-record"
  | "no-date"
  | "date-contradicted";

/** What is known of a token and the time it has left. */
export type TokenHealth =
  | HealthyToken
  | ExpiringToken
  | ExpiredToken
  | RejectedToken
  | UnreachableInstance
  | UnknownExpiry;
