import type { Context, MiddlewareHandler } from "hono";
import { createPlainError } from "../remoting/response.js";
import type { Environment } from "./environment.js";

const LOOPBACK_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;

/** Refuses host names that are not this machine's own: a web page whose name was made to point here (DNS rebinding) gets nothing. */
export const requireLoopbackHost: MiddlewareHandler<Environment> = async (c, next) => {
  const { headers, url = "" } = c.env.incoming;
  const { host = "" } = headers;
  // A target with a scheme and a host replaces the Host header (RFC 9112, section 3.2.2).
  const target = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(url)?.[1] ?? host;
  if (LOOPBACK_HOST.test(host) && LOOPBACK_HOST.test(target)) return next();
  return createPlainError(
    c,
    403,
    `The sandbox answers only to localhost, 127.0.0.1 and [::1], not to '${LOOPBACK_HOST.test(host) ? target : host}'.`,
  );
};

/** Methods that change nothing (RFC 9110, section 9.2.1). */
const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Rejects a change that a web page of another address requests, with a token or without one. Browsers say so
 * in `Origin` and
 * `Sec-Fetch-Site`; programs send neither. LoopBack 3 has no such check.
 */
export const refuseForeignChanges: MiddlewareHandler<Environment> = (c, next) =>
  SAFE_METHODS.has(c.req.method) ? next() : refuseForeignPages(c, next);

/** Rejects every request of a web page of another address. */
export const refuseForeignPages: MiddlewareHandler<Environment> = async (c, next) => {
  if (!isFromForeignPage(c)) return next();
  return createPlainError(c, 403, "The sandbox takes no orders from web pages of other addresses.");
};

function isFromForeignPage(c: Context): boolean {
  const site = c.req.header("sec-fetch-site") ?? "none";
  if (site !== "none" && site !== "same-origin") return true;
  return c.req.header("origin") !== undefined && !isSameOrigin(c);
}

/** Returns whether a request comes from a page of this same address, according to the browser's `Origin`. */
export function isSameOrigin(c: Context): boolean {
  return c.req.header("origin") === new URL(c.req.url).origin;
}

/** Returns whether a request declares its body as JSON, which a form of another origin cannot send without a preflight. */
export function isJson(c: Context): boolean {
  return /^application\/json\b/i.test(c.req.header("content-type") ?? "");
}
