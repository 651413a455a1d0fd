import { HuntError, type RequestFacts } from "./hunt-error.js";

/**
 * HUNT returned 401: there is no token, it is unknown or expired, or it is valid but does not allow the
 * request. LoopBack responds the same way to all of these. Only `loopbackCode` `INVALID_TOKEN` means an
 * expired token, and LoopBack returns it once. `GET users/me` shows whether the token itself is valid.
 */
export class HuntAuthError extends HuntError {
  override readonly name = "HuntAuthError";
  override readonly code = "HUNT_AUTH";
}

/** HUNT returned 403: the token is valid, but its user is not allowed to do this. */
export class HuntForbiddenError extends HuntError {
  override readonly name = "HuntForbiddenError";
  override readonly code = "HUNT_FORBIDDEN";
}

/**
 * HUNT returned 404: the record does not exist (`loopbackCode` `MODEL_NOT_FOUND`), or HUNT did not give a
 * reason.
 */
export class HuntNotFoundError extends HuntError {
  override readonly name = "HuntNotFoundError";
  override readonly code = "HUNT_NOT_FOUND";
}

/**
 * HUNT returned 404 `There is no method to handle ...`: this instance does not have the route (observed on
 * live instances). Models and actions differ between instances and versions. The error does not show whether
 * a record exists.
 */
export class HuntUnsupportedError extends HuntError {
  override readonly name = "HuntUnsupportedError";
  override readonly code = "HUNT_UNSUPPORTED";
}

/**
 * HUNT returned 400, 409, 413, 422, or another status that rejects the request. `details` has the properties
 * and reasons.
 */
export class HuntValidationError extends HuntError {
  override readonly name = "HuntValidationError";
  override readonly code = "HUNT_VALIDATION";
}

/** HUNT returned 429, and retries did not help or would have exceeded the deadline. */
export class HuntRateLimitError extends HuntError {
  override readonly name = "HuntRateLimitError";
  override readonly code = "HUNT_RATE_LIMIT";
  /** Value of the `Retry-After` header in milliseconds; null without the header. */
  readonly retryAfterMs: number | null;

  constructor(message: string, facts: RequestFacts, retryAfterMs: number | null) {
    super(message, facts);
    this.retryAfterMs = retryAfterMs;
  }
}

/**
 * HUNT returned a 5xx status. LoopBack also returns 500 for some invalid requests, such as a bad date in a
 * filter.
 */
export class HuntServerError extends HuntError {
  override readonly name = "HuntServerError";
  override readonly code = "HUNT_SERVER";
  /** Value of the `Retry-After` header in milliseconds; null without the header. */
  readonly retryAfterMs: number | null;

  constructor(message: string, facts: RequestFacts, retryAfterMs: number | null) {
    super(message, facts);
    this.retryAfterMs = retryAfterMs;
  }
}

/** Why a response could not be used. */
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

/** The server responded, but not as a HUNT API does. `problem` is the reason. */
export class HuntProtocolError extends HuntError {
  override readonly name = "HuntProtocolError";
  override readonly code = "HUNT_PROTOCOL";
  readonly problem: ProtocolProblem;

  constructor(message: string, facts: RequestFacts, problem: ProtocolProblem) {
    super(message, facts);
    this.problem = problem;
  }
}

/** The step of a connection that failed. */
export type ConnectionProblem = "dns" | "refused" | "network" | "tls" | "proxy" | "reset";

/** No response was received because the connection failed. */
export class HuntConnectionError extends HuntError {
  override readonly name = "HuntConnectionError";
  override readonly code = "HUNT_CONNECTION";
  readonly problem: ConnectionProblem;

  constructor(message: string, facts: RequestFacts, problem: ConnectionProblem) {
    super(message, facts);
    this.problem = problem;
  }
}

/**
 * No response was received in time. `limit` is the limit that was exceeded: of connecting, of one attempt, or
 * of the request.
 */
export class HuntTimeoutError extends HuntError {
  override readonly name = "HuntTimeoutError";
  override readonly code = "HUNT_TIMEOUT";
  readonly limit: "connect" | "attempt" | "deadline";

  constructor(message: string, facts: RequestFacts, limit: "connect" | "attempt" | "deadline") {
    super(message, facts);
    this.limit = limit;
  }
}

/** The client was closed before or during the request. Close it after its last request. */
export class HuntClosedError extends HuntError {
  override readonly name = "HuntClosedError";
  override readonly code = "HUNT_CLOSED";
  /** Whether the request was in flight when the client was closed. HUNT might have executed it. */
  readonly wasSent: boolean;

  constructor(facts: RequestFacts, wasSent: boolean) {
    const sentences = wasSent
      ? "the client was closed before the response was complete. Close it after its last request."
      : "the client is closed. Create a new HuntClient.";
    super(`${facts.method} ${facts.path}: ${sentences}`, facts);
    this.wasSent = wasSent;
  }
}

/** Any error of a request, distinguished by `code`. */
export type HuntRequestError =
  | HuntAuthError
  | HuntForbiddenError
  | HuntNotFoundError
  | HuntUnsupportedError
  | HuntValidationError
  | HuntRateLimitError
  | HuntServerError
  | HuntConnectionError
  | HuntClosedError
  | HuntTimeoutError
  | HuntProtocolError;

/**
 * Returns whether HUNT denies a request to this caller, or does not have the requested record or route. A
 * retry cannot help.
 */
export function isUnavailable(error: unknown): boolean {
  return (
    error instanceof HuntAuthError ||
    error instanceof HuntForbiddenError ||
    error instanceof HuntNotFoundError ||
    error instanceof HuntUnsupportedError
  );
}
