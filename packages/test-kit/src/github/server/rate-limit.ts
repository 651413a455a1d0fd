import type { LoggedRequest } from "./request-log.js";

type TokenState = LoggedRequest["token"];

const HOUR_MS = 3_600_000;

/** Requests an hour: less for a GITHUB_TOKEN than for a person's token (GitHub's documentation, "Rate limits for the REST API"). */
function limitOf(token: TokenState): number {
  if (token === "workflow") return 1000;
  return token === "none" || token === "unknown" ? 60 : 5000;
}

/** The primary rate limit. It is counted and told, but only a fault refuses a request for it. */
export class RateLimit {
  readonly #now: () => number;
  readonly #used = new Map<string, number>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The headers of the next answer to a token. Asking counts a request; hours begin with the clock's. */
  headers(token: TokenState): Record<string, string> {
    const hour = Math.floor(this.#now() / HOUR_MS);
    const key = `${token} ${hour}`;
    const used = (this.#used.get(key) ?? 0) + 1;
    this.#used.set(key, used);
    return headers(limitOf(token), used, hour);
  }

  /** The headers of an answer to a token that has used up its limit. */
  exhausted(token: TokenState): Record<string, string> {
    return headers(limitOf(token), limitOf(token), Math.floor(this.#now() / HOUR_MS));
  }
}

function headers(limit: number, used: number, hour: number): Record<string, string> {
  return {
    "x-ratelimit-limit": String(limit),
    "x-ratelimit-remaining": String(Math.max(limit - used, 0)),
    "x-ratelimit-reset": String(((hour + 1) * HOUR_MS) / 1000),
    "x-ratelimit-resource": "core",
    "x-ratelimit-used": String(used),
  };
}
