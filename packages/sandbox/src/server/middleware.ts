import type { Context, MiddlewareHandler } from "hono";
import { etag } from "hono/etag";
import { type AccessTokens, findPresentedToken } from "../access/access-tokens.js";
import type { Clock } from "../clock.js";
import { createPlainError } from "../remoting/response.js";
import type { Environment } from "./environment.js";
import { redactQuery, type RequestLog } from "./request-log.js";

const LOOPBACK_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;

/** Dates every answer by the sandbox's clock, as clients read the server's time from there, and keeps the address as it was received. */
export function receive(clock: Clock): MiddlewareHandler<Environment> {
  return async (c, next) => {
    c.env.outgoing.setHeader("date", new Date(clock.now()).toUTCString());
    const [path = "/", ...query] = (c.env.incoming.url ?? "/").split("?");
    c.set("target", { path, query: query.join("?") });
    await next();
  };
}

/** Refuses names that are not this machine's own: a web page whose name was made to point here (DNS rebinding) gets nothing. */
export const loopbackOnly: MiddlewareHandler<Environment> = async (c, next) => {
  const host = c.env.incoming.headers.host ?? "";
  if (LOOPBACK_HOST.test(host)) return next();
  return createPlainError(
    c,
    403,
    `The sandbox answers only to localhost, 127.0.0.1 and [::1], not to '${host}'.`,
  );
};

/** Writes every request into the log, without its token. */
export function logRequests(requests: RequestLog, tokens: AccessTokens): MiddlewareHandler<Environment> {
  return async (c, next) => {
    const { path, query } = c.var.target;
    const token = tokens.state(tokenIn(c));
    const entry = { method: c.req.method, path, query: redactQuery(query), status: null, token };
    requests.push(entry);
    c.set("log", entry);
    await next();
    const sentByHand = c.res.headers.has("x-hono-already-sent");
    if (!sentByHand) c.var.log.status = c.res.status;
  };
}

/** Compresses large answers for callers that ask for it. Loaded when it is first needed, which keeps the start quick. */
export const compressed: MiddlewareHandler<Environment> = async (c, next) => {
  if (c.req.header("accept-encoding") === undefined) return next();
  const { compress } = await import("hono/compress");
  return compress()(c, next);
};

/** Answers 304 for what the caller has already. The tags themselves come with the answers. */
export const notModified: MiddlewareHandler<Environment> = etag();

function tokenIn(c: Context<Environment>): string | undefined {
  const queryToken = new URLSearchParams(c.var.target.query).get("access_token") ?? undefined;
  try {
    return findPresentedToken({
      queryToken,
      header: (name) => c.req.header(name),
      cookieToken: c.var.cookieToken,
    });
  } catch {
    // With 'Bearer' in front, no token is recognized.
    return c.req.header("authorization");
  }
}
