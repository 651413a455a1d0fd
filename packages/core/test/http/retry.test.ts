import { describe, expect, it } from "vitest";
import {
  HuntAuthError,
  HuntConnectionError,
  HuntForbiddenError,
  HuntNotFoundError,
  HuntProtocolError,
  HuntRateLimitError,
  HuntServerError,
  HuntTimeoutError,
  HuntValidationError,
  type HuntError,
} from "../../src/index.js";
import { defaultRetryPolicy, getRetryDelay, mayRetry, parseRetryAfter } from "../../src/http/retry.js";

const server = (status: number, retryAfterMs: number | null = null) =>
  new HuntServerError("", { status }, retryAfterMs);
const connection = (problem: HuntConnectionError["problem"]) => new HuntConnectionError("", {}, problem);
const timeout = (limit: HuntTimeoutError["limit"]) => new HuntTimeoutError("", {}, limit);
const protocol = (problem: HuntProtocolError["problem"]) => new HuntProtocolError("", {}, problem);

/**
 * Whether a read, an idempotent write, and any other write are retried after a first attempt with this error.
 */
const cases: [what: string, error: HuntError, read: boolean, put: boolean, post: boolean][] = [
  ["429", new HuntRateLimitError("", {}, null), true, true, true],
  ["500", server(500), true, false, false],
  ["501", server(501), false, false, false],
  ["502", server(502), true, true, false],
  ["503", server(503), true, true, false],
  ["504", server(504), true, true, false],
  ["a host name that does not resolve", connection("dns"), true, true, true],
  ["a refused connection", connection("refused"), true, true, true],
  ["an unreachable network", connection("network"), true, true, true],
  ["a connect timeout", timeout("connect"), true, true, true],
  ["a connection that was reset", connection("reset"), true, true, false],
  ["a timeout of an attempt", timeout("attempt"), true, true, false],
  ["a truncated response", protocol("truncated"), true, true, false],
  ["an untrusted certificate", connection("tls"), false, false, false],
  ["an error of a proxy", connection("proxy"), false, false, false],
  ["an exceeded deadline", timeout("deadline"), false, false, false],
  ["a redirect", protocol("redirect"), false, false, false],
  ["a web page", protocol("html"), false, false, false],
  ["400 or 422", new HuntValidationError(""), false, false, false],
  ["401", new HuntAuthError(""), false, false, false],
  ["403", new HuntForbiddenError(""), false, false, false],
  ["404", new HuntNotFoundError(""), false, false, false],
];

describe("mayRetry", () => {
  it.each(cases)("returns which methods are retried after %s", (_, error, read, put, post) => {
    const repeated = (method: string) => mayRetry(error, { method }, 1);
    expect({ GET: repeated("GET"), HEAD: repeated("HEAD") }).toEqual({ GET: read, HEAD: read });
    expect({ PUT: repeated("PUT"), DELETE: repeated("DELETE") }).toEqual({ PUT: put, DELETE: put });
    expect({ POST: repeated("POST"), PATCH: repeated("PATCH") }).toEqual({ POST: post, PATCH: post });
  });

  it("does not retry a read after a second 500", () => {
    expect(mayRetry(server(500), { method: "GET" }, 2)).toBe(false);
  });

  it("retries a POST after a 503 if the caller marks it as idempotent", () => {
    expect(mayRetry(server(503), { method: "POST", idempotent: true }, 1)).toBe(true);
  });
});

describe("getRetryDelay", () => {
  const pause = (error: HuntError, attempt: number, random: number) =>
    getRetryDelay(error, attempt, defaultRetryPolicy, () => random);

  it("returns a random part of a range that doubles each time, up to a limit", () => {
    expect([1, 2, 3, 4, 5, 6, 20].map((attempt) => pause(server(503), attempt, 1))).toEqual([
      300, 600, 1200, 2400, 4800, 5000, 5000,
    ]);
    expect([0, 0.25, 0.5].map((random) => pause(server(503), 1, random))).toEqual([0, 75, 150]);
  });

  it("returns the value of Retry-After plus a random part, up to a limit", () => {
    expect(pause(server(503, 2_000), 1, 0.5)).toBe(2_150);
    expect(pause(new HuntRateLimitError("", {}, 3 * 86_400_000), 1, 0)).toBe(60_000);
  });
});

describe("parseRetryAfter", () => {
  const now = Date.parse("2026-03-01T00:00:00Z");
  it.each([
    ["in seconds", "120", 120_000],
    ["of zero", "0", 0],
    ["as a date", "Sun, 01 Mar 2026 00:00:30 GMT", 30_000],
    ["as a date in the past", "Sat, 28 Feb 2026 00:00:30 GMT", 0],
    ["that is not a number or a date", "soon", null],
    ["negative", "-5", null],
    ["with a fraction", "1.5", null],
    ["empty", "", null],
    ["absent", undefined, null],
    ["twice", ["1", "2"], null],
  ])("parses a header %s", (_, header, expected) => {
    expect(parseRetryAfter(header, now)).toBe(expected);
  });
});
