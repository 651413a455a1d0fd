import { HuntError, type RequestFacts } from "./hunt-error.js";

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
