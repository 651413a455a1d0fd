import type { Context, MiddlewareHandler } from "hono";
import type { Environment } from "../server/environment.js";
import { isJson, isSameOrigin } from "../server/forgery.js";
import { plainError } from "../server/plain-error.js";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Against forged requests: what changes something on the strength of the console's cookie must come from one of the console's
 * own pages, which the browser vouches for in `Origin` and `Sec-Fetch-Site`, and be JSON, which no form can send.
 */
export const guardSession: MiddlewareHandler<Environment> = (c, next) =>
  c.var.cookieToken === undefined || SAFE.has(c.req.method) ? next() : ownPagesOnly(c, next);

/** Refuses what does not come from one of the console's own pages, as JSON, with 403. */
export const ownPagesOnly: MiddlewareHandler<Environment> = async (c, next) => {
  const isSentAsJson = c.req.method === "DELETE" || isJson(c);
  if (isSentAsJson && isFromOwnPage(c)) return next();
  return plainError(
    c,
    403,
    "With the console's cookie, only the console's own pages may change something, and only as JSON. Send a token in 'Authorization' instead.",
  );
};

function isFromOwnPage(c: Context<Environment>): boolean {
  const site = c.req.header("sec-fetch-site") ?? "same-origin";
  return site === "same-origin" && isSameOrigin(c);
}
