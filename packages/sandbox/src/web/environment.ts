import type { Context, MiddlewareHandler } from "hono";
import { etag } from "hono/etag";
import { type AccessTokens, findPresentedToken, type TokenState } from "../access/access-tokens.js";
import type { ReceivedRequest, ServerEnvironment } from "../server/request-log.js";

/**
 * One request that the sandbox received. It never contains a token: in the path and in the query, each one is
 * replaced.
 */
export interface LoggedRequest extends ReceivedRequest {
  /** What its token was when it arrived. */
  readonly token: TokenState;
}

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

/** Hides the value of `access_token` in a query, however its name is written. */
function redactQuery(query: string): string {
  return query
    .split("&")
    .map((part) => {
      const [name = ""] = new URLSearchParams(part).keys();
      return name.startsWith("access_token") ? "access_token=REDACTED" : redactTokens(part);
    })
    .join("&");
}

/** Hides everything with the form of a token, also if it is percent-encoded. Hex digits are a hash. */
function redactTokens(text: string): string {
  return text.replace(/(?:[A-Za-z0-9]|%[46][1-9A-F]|%[57][0-9A]|%3[0-9]){64,}/gi, (run) =>
    /^[0-9a-f]{64}$/.test(run) ? run : "REDACTED",
  );
}
