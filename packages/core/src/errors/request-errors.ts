import { HuntError, type RequestFacts } from "./hunt-error.js";

/**
 * 401: no token, an unknown or expired one, or a valid one that may not do this; LoopBack answers all alike,
 * but for `loopbackCode` `INVALID_TOKEN`, which an expired token gets once. `GET users/me` tells a dead token
 * from a forbidden act.
 */
export class HuntAuthError extends HuntError {
  override readonly name = "HuntAuthError";
  override readonly code = "HUNT_AUTH";
}

/** 403: the token is good, its user may not do this. */
export class HuntForbiddenError extends HuntError {
  override readonly name = "HuntForbiddenError";
  override readonly code = "HUNT_FORBIDDEN";
}

/** 404: no such record (`loopbackCode` `MODEL_NOT_FOUND`), or nothing that HUNT explains. */
export class HuntNotFoundError extends HuntError {
  override readonly name = "HuntNotFoundError";
  override readonly code = "HUNT_NOT_FOUND";
}

/**
 * 404 `There is no method to handle ...`: this instance does not offer the route (observed on live
 * instances). Models and actions differ between instances and years. It proves nothing about a record.
 */
export class HuntUnsupportedError extends HuntError {
  override readonly name = "HuntUnsupportedError";
  override readonly code = "HUNT_UNSUPPORTED";
}

/** 400, 409, 413, 422 and the like: the request itself was refused; `details` says which property and why. */
export class HuntValidationError extends HuntError {
  override readonly name = "HuntValidationError";
  override readonly code = "HUNT_VALIDATION";
}

/** 429, and waiting did not help or would have taken longer than the deadline. */
export class HuntRateLimitError extends HuntError {
  override readonly name = "HuntRateLimitError";
  override readonly code = "HUNT_RATE_LIMIT";
  /** What the server's `Retry-After` asked for, in milliseconds; null where it asked for nothing. */
  readonly retryAfterMs: number | null;

  constructor(message: string, facts: RequestFacts, retryAfterMs: number | null) {
    super(message, facts);
    this.retryAfterMs = retryAfterMs;
  }
}

/** 5xx. LoopBack also answers 500 to some mistakes of the caller's, such as a bad date in a filter. */
export class HuntServerError extends HuntError {
  override readonly name = "HuntServerError";
  override readonly code = "HUNT_SERVER";
  /** What the server's `Retry-After` asked for, in milliseconds; null where it asked for nothing. */
  readonly retryAfterMs: number | null;

  constructor(message: string, facts: RequestFacts, retryAfterMs: number | null) {
    super(message, facts);
    this.retryAfterMs = retryAfterMs;
  }
}

/** Why an answer could not be used. */
export type ProtocolProblem =
  | "redirect"
  | "html"
  | "truncated"
  | "invalid-json"
  | "wrong-shape"
  | "too-large"
  | "too-deep"
  | "not-http"
  | "unexpected-status";

/** Something answered, but not as a HUNT API does; `problem` says how. */
export class HuntProtocolError extends HuntError {
  override readonly name = "HuntProtocolError";
  override readonly code = "HUNT_PROTOCOL";
  readonly problem: ProtocolProblem;

  constructor(message: string, facts: RequestFacts, problem: ProtocolProblem) {
    super(message, facts);
    this.problem = problem;
  }
}

/** Where a connection failed. */
export type ConnectionProblem = "dns" | "refused" | "network" | "tls" | "proxy" | "reset" | "closed";

/** No answer came because the connection could not be made or broke. */
export class HuntConnectionError extends HuntError {
  override readonly name = "HuntConnectionError";
  override readonly code = "HUNT_CONNECTION";
  readonly problem: ConnectionProblem;

  constructor(message: string, facts: RequestFacts, problem: ConnectionProblem) {
    super(message, facts);
    this.problem = problem;
  }
}

/** No answer came in time: `limit` tells whether one attempt, the connect, or the whole deadline ran out. */
export class HuntTimeoutError extends HuntError {
  override readonly name = "HuntTimeoutError";
  override readonly code = "HUNT_TIMEOUT";
  readonly limit: "connect" | "attempt" | "deadline";

  constructor(message: string, facts: RequestFacts, limit: "connect" | "attempt" | "deadline") {
    super(message, facts);
    this.limit = limit;
  }
}

/** Everything that a request can fail with once it was sent, distinguished by `code`. */
export type HuntRequestError =
  | HuntAuthError
  | HuntForbiddenError
  | HuntNotFoundError
  | HuntUnsupportedError
  | HuntValidationError
  | HuntRateLimitError
  | HuntServerError
  | HuntConnectionError
  | HuntTimeoutError
  | HuntProtocolError;

/**
 * Returns whether HUNT denies a request to this caller, or does not have what it asks for. A later attempt
 * cannot help.
 */
export function isUnavailable(error: unknown): boolean {
  return (
    error instanceof HuntAuthError ||
    error instanceof HuntForbiddenError ||
    error instanceof HuntNotFoundError ||
    error instanceof HuntUnsupportedError
  );
}
