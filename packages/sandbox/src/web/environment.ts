import type { Context, MiddlewareHandler } from "hono";
import { etag } from "hono/etag";
import { type AccessTokens, findPresentedToken } from "../access/access-tokens.js";
import type { ServerEnvironment } from "../server/receive-requests.js";
import { type LoggedRequest, redactQuery, redactTokens } from "./logged-request.js";

export type { LoggedRequest };

/** The values that the sandbox's middleware and handlers share. */
export interface Environment extends ServerEnvironment<LoggedRequest> {
  Variables: ServerEnvironment<LoggedRequest>["Variables"] & {
    /** The token of the console's session, if the request has its signed cookie. */
    cookieToken: string | undefined;
  };
}

/** Returns the log entry of a request. */
export function toLoggedRequest(c: Context<Environment>, tokens: AccessTokens): LoggedRequest {
  const { path, query } = c.var.target;
  const token = tokens.state(findToken(c));
  return { method: c.req.method, path: redactTokens(path), query: redactQuery(query), status: null, token };
}

/** Responds 304 if the client already has the content. The responses contain their own ETags. */
export const notModified: MiddlewareHandler<Environment> = (c, next) =>
  // A stream does not end, so it cannot have an ETag.
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
    // A token after 'Bearer' is not recognized.
    return c.req.header("authorization");
  }
}
