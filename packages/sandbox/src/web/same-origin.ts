import type { Context } from "hono";

/** Whether a request comes from a page of this very address, which the browser tells in `Origin`. */
export function isSameOrigin(c: Context): boolean {
  return c.req.header("origin") === new URL(c.req.url).origin;
}

/** Whether a request says that its body is JSON, which a form of another origin cannot send without asking first. */
export function isJson(c: Context): boolean {
  return /^application\/json\b/i.test(c.req.header("content-type") ?? "");
}
