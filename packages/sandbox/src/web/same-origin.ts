import type { Context, MiddlewareHandler } from "hono";
import { createPlainError } from "../remoting/response.js";
import type { Environment } from "./environment.js";

const LOOPBACK_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;

/**
 * Rejects host names of other machines. A web page whose name resolves to this machine (DNS rebinding) gets a
 * 403.
 */
export const requireLoopbackHost: MiddlewareHandler<Environment> = async (c, next) => {
  const { headers, url = "" } = c.env.incoming;
  const { host = "" } = headers;
  // A target with a scheme and a host replaces the Host header (RFC 9112, section 3.2.2).
  const target = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(url)?.[1] ?? host;
  if (LOOPBACK_HOST.test(host) && LOOPBACK_HOST.test(target)) return next();
  return createPlainError(
    c,
    403,
    `The sandbox responds only to localhost, 127.0.0.1, and [::1], not to '${LOOPBACK_HOST.test(host) ? target : host}'.`,
  );
};

/** Methods that do not change data (RFC 9110, section 9.2.1). */
const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Rejects changes from web pages of other origins, with or without a token. Browsers send `Origin` and
 * `Sec-Fetch-Site`, and programs send neither. LoopBack 3 does not have this check.
 */
export const refuseForeignChanges: MiddlewareHandler<Environment> = (c, next) =>
  SAFE_METHODS.has(c.req.method) ? next() : refuseForeignPages(c, next);

/** Rejects all requests from web pages of other origins. */
export const refuseForeignPages: MiddlewareHandler<Environment> = async (c, next) => {
  if (!isFromForeignPage(c)) return next();
  return createPlainError(c, 403, "Web pages of other origins cannot control or change the sandbox.");
};

function isFromForeignPage(c: Context): boolean {
  const site = c.req.header("sec-fetch-site") ?? "none";
  if (site !== "none" && site !== "same-origin") return true;
  return c.req.header("origin") !== undefined && !isSameOrigin(c);
}

/** Returns whether a request comes from a page of the same origin, according to `Origin`. */
export function isSameOrigin(c: Context): boolean {
  return c.req.header("origin") === new URL(c.req.url).origin;
}

/**
 * Returns whether the body is declared as JSON. A form of another origin cannot send it without a preflight
 * request.
 */
export function isJson(c: Context): boolean {
  return /^application\/json\b/i.test(c.req.header("content-type") ?? "");
}
