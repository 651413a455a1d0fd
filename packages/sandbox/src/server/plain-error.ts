import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";

/**
 * What the sandbox answers in HUNT's place: an error in LoopBack 3's form, as JSON whatever the caller likes.
 *
 * @param message what was wrong, and what to do instead
 */
export function plainError(c: Context, statusCode: ContentfulStatusCode, message: string): Response {
  return c.json({ error: { statusCode, name: "Error", message } }, statusCode);
}
