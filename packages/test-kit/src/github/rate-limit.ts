import type { Fault, FaultDialect, FaultKind } from "@huntkit/sandbox/server";
import type { LoggedRequest } from "./server/environment.js";

type TokenState = LoggedRequest["token"];

const HOUR_MS = 3_600_000;

/**
 * Returns the number of requests per hour. A GITHUB_TOKEN has fewer than a user's token (GitHub's
 * documentation, "Rate limits for the REST API").
 */
function getHourlyLimit(token: TokenState): number {
  if (token === "workflow") return 1000;
  return token === "none" || token === "unknown" ? 60 : 5000;
}

/**
 * The primary rate limit. It is counted and returned in headers. Only a fault rejects a request because of
 * it.
 */
export class RateLimit {
  readonly #now: () => number;
  readonly #used = new Map<string, number>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Counts a request, and returns the headers of its response. Hours start at the full hour. */
  headers(token: TokenState): Record<string, string> {
    const hour = Math.floor(this.#now() / HOUR_MS);
    const key = `${token} ${hour}`;
    const used = (this.#used.get(key) ?? 0) + 1;
    this.#used.set(key, used);
    return createHeaders(getHourlyLimit(token), used, hour);
  }

  /** Returns the headers of a response after the limit of a token is used up. */
  exhausted(token: TokenState): Record<string, string> {
    return createHeaders(getHourlyLimit(token), getHourlyLimit(token), Math.floor(this.#now() / HOUR_MS));
  }
}

function createHeaders(limit: number, used: number, hour: number): Record<string, string> {
  return {
    "x-ratelimit-limit": String(limit),
    "x-ratelimit-remaining": String(Math.max(limit - used, 0)),
    "x-ratelimit-reset": String(((hour + 1) * HOUR_MS) / 1000),
    "x-ratelimit-resource": "core",
    "x-ratelimit-used": String(used),
  };
}

const DEFAULT_RETRY_AFTER_S = 60;

/**
 * Kinds of faults that only GitHub has: `primary-limit`, after which no requests remain until the hour ends,
 * and `secondary-limit` with Retry-After (default: 60 seconds, null: no such header). Both respond with 403,
 * or `status`.
 */
export const limitKinds = ["primary-limit", "secondary-limit"] as const;

/** A kind of fault that only GitHub has. */
export type LimitKind = (typeof limitKinds)[number];

/** A planned misbehavior of the fake GitHub. */
export type GitHubFault = Fault<FaultKind | LimitKind, LoggedRequest>;

/**
 * Returns the responses of faults in GitHub's wording (GitHub's documentation, "Rate limits for the REST
 * API", "Exceeding the rate limit").
 *
 * @param limit the primary rate limit, for the headers
 */
export function createFaultDialect(limit: RateLimit): FaultDialect<LimitKind, LoggedRequest> {
  return {
    createErrorBody: (status, message = "Server Error") => createErrorBody(status, message),
    createResponse: ({ kind, status = 403, retryAfter = DEFAULT_RETRY_AFTER_S }, { token }) => {
      if (kind === "primary-limit") {
        const owner = token === "workflow" ? "installation" : "user";
        const message = `API rate limit exceeded for ${owner} ID 1.`;
        return Response.json(createErrorBody(status, message), { status, headers: limit.exhausted(token) });
      }
      const message =
        "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
      const headers: Record<string, string> =
        retryAfter === null ? {} : { "retry-after": String(retryAfter) };
      return Response.json(createErrorBody(status, message), { status, headers });
    },
  };
}

function createErrorBody(status: number, message: string): object {
  return { message, documentation_url: "https://docs.github.com/rest", status: String(status) };
}
