import {
  isHuntError,
  type AnyHuntError,
  type HuntGuardError,
  type HuntInputError,
  type TokenHealth,
  type WarningCode,
} from "@huntkit/core";

/** Converts `invalid-json` to `INVALID_JSON`. */
type Constant<Word extends string> = Word extends `${infer Head}-${infer Tail}`
  ? `${Uppercase<Head>}_${Constant<Tail>}`
  : Uppercase<Word>;

type CodeOf<E> = E extends {
  readonly code: infer Code extends string;
  readonly problem: infer Problem extends string;
}
  ? `${Code}_${Constant<Problem>}`
  : E extends { readonly code: infer Code extends string }
    ? Code
    : never;

/** Codes for invalid input: `HUNT_INPUT_EMPTY`, ... */
export type InputErrorCode = CodeOf<HuntInputError>;

/** Codes for writes by condition that the guard rejected: `HUNT_GUARD_TOO_MANY`, ... */
export type GuardErrorCode = CodeOf<HuntGuardError>;

/** Codes for everything else that the core throws: `HUNT_AUTH`, `HUNT_CONNECTION_DNS`, ... */
export type HuntErrorCode = CodeOf<Exclude<AnyHuntError, HuntInputError | HuntGuardError>>;

type UnknownExpiryReason = Extract<TokenHealth, { status: "unknown-expiry" }>["reason"];

/** Codes for the results of a token check. */
export type TokenErrorCode =
  | "TOKEN_EXPIRING"
  | "TOKEN_EXPIRED"
  | "TOKEN_REJECTED"
  | `TOKEN_EXPIRY_UNKNOWN_${Constant<UnknownExpiryReason>}`;

/** Codes for annotations of the GitHub Action without another code. */
export type ActionErrorCode =
  | "ACTION_ALERT_FOUND"
  | "ACTION_CANCELLED"
  | "ACTION_COMMENT_DENIED"
  | "ACTION_COMMENT_OUTDATED"
  | "ACTION_FAILED"
  | "ACTION_ISSUE_DENIED"
  | "ACTION_ISSUE_LOCKED"
  | "ACTION_ISSUE_OUTDATED"
  | "ACTION_MORE_FINDINGS"
  | "ACTION_OLD_TOKEN_LEFT"
  | "ACTION_ORPHAN_LEFT"
  | "ACTION_RESPONSE_INCOMPLETE"
  | "ACTION_OWN_TOKENS_ONLY"
  | "ACTION_RESULTS_NOT_COUNTED"
  | "ACTION_ROTATION_BLOCKED"
  | "ACTION_ROTATION_FAILED"
  | "ACTION_ROTATION_IN_PROGRESS"
  | "ACTION_ROTATION_SUPERSEDED"
  | "ACTION_SCAN_FAILED"
  | "ACTION_SCAN_NO_RESULTS"
  | "ACTION_SCAN_NOT_STARTED"
  | "ACTION_SCAN_PARTIAL"
  | "ACTION_SCAN_UNKNOWN"
  | "ACTION_SECRET_DATE_UNKNOWN"
  | "ACTION_SKIPPED"
  | "ACTION_SUMMARY_NOT_WRITTEN"
  | "ACTION_TASK_NOT_CANCELLED"
  | "ACTION_TOKENS_NOT_SHOWN"
  | "ACTION_TOKEN_LOST"
  | "ACTION_TOKEN_UNCONFIRMED"
  | "ACTION_TOO_MANY_RESULTS";

/** Codes for errors of the command line without another code. */
export type CliErrorCode =
  | "CLI_CREDENTIALS"
  | "CLI_DECLINED"
  | "CLI_FAILED"
  | "CLI_INTERRUPTED"
  | "CLI_NOT_FOUND"
  | "CLI_SCAN_PARTIAL"
  | "CLI_SYSTEM"
  | "CLI_UNEXPECTED"
  | "CLI_USAGE";

/** Codes for diagnostics of the Terraform provider without another code. */
export type ProviderErrorCode = "PROVIDER_FAILED";

/** The stable code of an error that a user can see. The catalog of errors has an entry for each. */
export type ErrorCode =
  | InputErrorCode
  | GuardErrorCode
  | HuntErrorCode
  | WarningCode
  | TokenErrorCode
  | ActionErrorCode
  | CliErrorCode
  | ProviderErrorCode;

/** The documentation of an error. */
export interface ErrorEntry {
  /** What happened, as a sentence. */
  readonly title: string;
  /** What to check or do, as sentences in Markdown. */
  readonly fix: string;
}

/** Returns the code of an error: its own, with the problem if it has one, such as `HUNT_CONNECTION_DNS`. */
export function getErrorCode(error: AnyHuntError): InputErrorCode | GuardErrorCode | HuntErrorCode {
  const code = "problem" in error ? `${error.code}_${toConstant(error.problem)}` : error.code;
  return code as InputErrorCode | GuardErrorCode | HuntErrorCode;
}

/** Returns the code of a token check's result, or null if there is nothing to do. */
export function getHealthCode(health: TokenHealth): ErrorCode | null {
  switch (health.status) {
    case "healthy":
      return null;
    case "expiring":
      return "TOKEN_EXPIRING";
    case "expired":
      return "TOKEN_EXPIRED";
    case "rejected":
      return "TOKEN_REJECTED";
    case "unreachable":
      return isHuntError(health.error) ? getErrorCode(health.error) : null;
    case "unknown-expiry":
      return `TOKEN_EXPIRY_UNKNOWN_${toConstant(health.reason)}`;
  }
}

function toConstant<Word extends string>(word: Word): Constant<Word> {
  return word.replaceAll("-", "_").toUpperCase() as Constant<Word>;
}
