import type { ConnectionProblem, ProtocolProblem } from "../errors/request-errors.js";
import type { HuntError } from "../errors/hunt-error.js";
import type { RecordMatch } from "./token-record.js";

/**
 * The source of an expiry date: HUNT's own record, the creation date that a person stated, the last update of
 * the CI secret (the token is at least as old, so it might expire earlier), or none.
 */
export type ExpirySource = "hunt" | "stated" | "secret" | "none";

/** The properties that all results of a check have. */
interface Finding {
  /** Name of the instance, such as `acme`. */
  instance: string;
  /** Fingerprint of the token. */
  fingerprint: string;
  /** Time of the check (ISO 8601), by HUNT's clock if it accepted the token, otherwise by this machine's. */
  checkedAt: string;
  /** Email address or name of the token's user; null if HUNT did not return it. */
  user: string | null;
  /** Role of the user: `admin`, `analyst`, or another role in HUNT; null if HUNT did not return it. */
  role: string | null;
  /** Description of the token; null if unknown. */
  description: string | null;
  /** How the record of the token was found; null if `source` is not `hunt`. */
  match: Omit<RecordMatch, "record"> | null;
}

/** The properties of a result with an expiry date. */
interface Dated {
  /** Creation date (ISO 8601). */
  createdAt: string;
  /** Expiry date (ISO 8601). */
  expiresAt: string;
  /** Complete days until the expiry date, rounded down. */
  daysLeft: number;
  source: Exclude<ExpirySource, "none">;
}

/** The properties of a result without an expiry date. */
interface Undated {
  createdAt: null;
  expiresAt: null;
  daysLeft: null;
  source: "none";
}

/**
 * HUNT accepts the token, and it does not expire soon. `expiresAt` is null if HUNT reports an endless token.
 */
export type HealthyToken = Finding & { status: "healthy" } & (
    | Dated
    | (Omit<Undated, "source"> & { source: "hunt" })
  );

/** HUNT accepts the token, but fewer than `warnDays` days are left. */
export type ExpiringToken = Finding & { status: "expiring" } & Dated;

/** HUNT rejects the token, and it has expired according to HUNT or to its date. */
export type ExpiredToken = Finding & { status: "expired" } & (Dated | Undated);

/** HUNT rejects the token. It is misspelled, revoked, of another instance, or expired and deleted. */
export type RejectedToken = Finding & { status: "rejected" } & Undated;

/** HUNT did not return a usable response. `reason` says why. */
export type UnreachableInstance = Finding & {
  status: "unreachable";
  reason: UnreachableReason;
  error: HuntError;
} & Undated;

/**
 * HUNT accepts the token, but its expiry date is unknown. `reason` says why, and `error` is the error of the
 * lookup.
 */
export type UnknownExpiry = Finding & {
  status: "unknown-expiry";
  reason: UnknownExpiryReason;
  error: HuntError | null;
} & Undated;

/** Why no usable response was received. */
export type UnreachableReason =
  | ConnectionProblem
  | ProtocolProblem
  | "timeout"
  | "server-error"
  | "rate-limited"
  | "forbidden"
  | "not-hunt";

/**
 * Why the expiry date is unknown: the user is not allowed to list tokens, the instance has no route for it,
 * the request failed, no record belongs to the token, its record has no date, or the only known date has
 * passed although HUNT still accepts the token.
 */
export type UnknownExpiryReason =
  | "not-allowed"
  | "no-route"
  | "lookup-failed"
  | "no-record"
  | "no-date"
  | "date-contradicted";

/** The result of a check: whether the token is valid, and when it expires. */
export type TokenHealth =
  | HealthyToken
  | ExpiringToken
  | ExpiredToken
  | RejectedToken
  | UnreachableInstance
  | UnknownExpiry;
