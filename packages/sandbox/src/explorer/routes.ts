import { Hono } from "hono";
import type { Remoting } from "../remoting/dispatcher.js";
import type { Environment } from "../server/environment.js";
import { plainError } from "../server/plain-error.js";
import { pageHeaders } from "../web/page-headers.js";

/** The page has no script, and one style sheet that stands in it. It shares its origin with the console's session. */
const contentSecurityPolicy = {
  defaultSrc: ["'none'"],
  styleSrc: ["'unsafe-inline'"],
  formAction: ["'none'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
};

/**
 * The explorer: HUNT's OpenAPI document and a page that lists its routes. Both are public, and made when they are first asked
 * for. A Swagger 2 document does not exist.
 */
export function explorerRoutes({ classes, store }: Remoting): Hono<Environment> {
  const app = new Hono<Environment>();
  app.use(pageHeaders(contentSecurityPolicy));
  app.get("/openapi.json", async (c) => {
    const { openApiDocument } = await import("./openapi.js");
    return c.json(openApiDocument(classes, store.definitions));
  });
  app.get("/swagger.json", (c) => plainError(c, 404, "Cannot GET /explorer/swagger.json"));
  app.get("/", async (c) => {
    const { explorerPage } = await import("./page.js");
    return c.html(explorerPage(classes));
  });
  return app;
}
