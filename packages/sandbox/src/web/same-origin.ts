import type { Context, MiddlewareHandler } from "hono";
import { createPlainError } from "../remoting/response.js";
import type { Environment } from "./environment.js";

const LOOPBACK_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;

/** Refuses host names that are not this machine's own: a web page whose name was made to point here (DNS rebinding) gets nothing. */
export const requireLoopbackHost: MiddlewareHandler<Environment> = async (c, next) => {
  const host = c.env.incoming.headers.host ?? "";
  if (LOOPBACK_HOST.test(host)) return next();
  return createPlainError(
    c,
    403,
    `The sandbox answers only to localhost, 127.0.0.1 and [::1], not to '${host}'.`,
  );
};

/** Returns whether a request comes from a page of this same address, according to the browser's `Origin`. */
export function isSameOrigin(c: Context): boolean {
  return c.req.header("origin") === new URL(c.req.url).origin;
}

/** Returns whether a request declares its body as JSON, which a form of another origin cannot send without a preflight. */
export function isJson(c: Context): boolean {
  return /^application\/json\b/i.test(c.req.header("content-type") ?? "");
}
