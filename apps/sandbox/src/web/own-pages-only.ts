import type { Context, MiddlewareHandler } from "hono";
import type { Environment } from "../server/environment.js";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);
const BODILESS = new Set(["DELETE"]);

/**
 * Against forged requests: what changes something on the strength of the console's cookie must come from one of the console's
 * own pages, which the browser vouches for in `Origin` and `Sec-Fetch-Site`, and be JSON, which no form can send.
 */
export const guardSession: MiddlewareHandler<Environment> = (c, next) =>
  c.var.cookieToken === undefined || SAFE.has(c.req.method) ? next() : ownPagesOnly(c, next);

/** Refuses what does not come from one of the console's own pages, as JSON, with 403. */
export const ownPagesOnly: MiddlewareHandler<Environment> = async (c, next) => {
  const isJson = BODILESS.has(c.req.method) || /^application\/json\b/i.test(c.req.header("content-type") ?? "");
  if (isJson && isFromOwnPage(c)) return next();
  const message = "With the console's cookie, only the console's own pages may change something, and only as JSON. Send a token in 'Authorization' instead.";
  return c.json({ error: { statusCode: 403, name: "Error", message } }, 403);
};

function isFromOwnPage(c: Context<Environment>): boolean {
  const site = c.req.header("sec-fetch-site") ?? "same-origin";
  return site === "same-origin" && c.req.header("origin") === new URL(c.req.url).origin;
}
