import type { Context, MiddlewareHandler } from "hono";
import { etag } from "hono/etag";
import { type AccessTokens, findPresentedToken } from "../access/access-tokens.js";
import type { ServerEnvironment } from "../server/receive-requests.js";
import { type LoggedRequest, redactQuery, redactTokens } from "./logged-request.js";

export type { LoggedRequest };

/** What the sandbox's middleware and handlers share. */
export interface Environment extends ServerEnvironment<LoggedRequest> {
  Variables: ServerEnvironment<LoggedRequest>["Variables"] & {
    /** The token of the console's session, if the request has its signed cookie. */
    cookieToken: string | undefined;
  };
}

/** Returns what is logged of a request. */
export function toLoggedRequest(c: Context<Environment>, tokens: AccessTokens): LoggedRequest {
  const { path, query } = c.var.target;
  const token = tokens.state(findToken(c));
  return { method: c.req.method, path: redactTokens(path), query: redactQuery(query), status: null, token };
}

/** Compresses large responses for callers that ask for it. Loaded when it is first needed, which keeps the start quick. */
export const compressed: MiddlewareHandler<Environment> = async (c, next) => {
  if (c.req.header("accept-encoding") === undefined) return next();
  const { compress } = await import("hono/compress");
  return compress()(c, next);
};

/** Responds 304 if the caller has the content already. The tags themselves come with the responses. */
export const notModified: MiddlewareHandler<Environment> = (c, next) =>
  // A stream has no end that a tag could be computed from.
  /\/change-stream\/*$/i.test(c.var.target.path) ? next() : tagged(c, next);

const tagged = etag();

function findToken(c: Context<Environment>): string | undefined {
  const queryToken = new URLSearchParams(c.var.target.query).get("access_token") ?? undefined;
  try {
    return findPresentedToken({
      queryToken,
      header: (name) => c.req.header(name),
      cookieToken: c.var.cookieToken,
    });
  } catch {
    // After 'Bearer', no token is recognized.
    return c.req.header("authorization");
  }
}
