import { Hono } from "hono";
import type { Remoting } from "../remoting/dispatcher.js";
import { escapeMarkup, createPlainError } from "../remoting/response.js";
import type { SharedClass } from "../remoting/shared-class.js";
import type { Environment } from "./environment.js";
import { createPageHeaders } from "./console.js";

/** The page has no scripts and one inline style sheet. It has the same origin as the console's session. */
const contentSecurityPolicy = {
  defaultSrc: ["'none'"],
  styleSrc: ["'unsafe-inline'"],
  formAction: ["'none'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
};

/**
 * Creates the routes of the explorer: HUNT's OpenAPI document, and a page that lists its routes. Both are
 * public and generated on first use. There is no Swagger 2 document.
 */
export function createExplorerRoutes({ classes, store }: Remoting): Hono<Environment> {
  const app = new Hono<Environment>();
  app.use(createPageHeaders(contentSecurityPolicy));
  app.get("/openapi.json", async (c) => {
    const { createOpenApiDocument } = await import("./openapi.js");
    return c.json(createOpenApiDocument(classes, store.definitions));
  });
  app.get("/swagger.json", (c) => createPlainError(c, 404, "Cannot GET /explorer/swagger.json"));
  app.get("/", (c) => c.html(createExplorerPage(classes)));
  return app;
}

/** Creates the page that lists all routes by class. */
function createExplorerPage(classes: ReadonlyMap<string, SharedClass>): string {
  const sections = [...classes.values()]
    .toSorted((a, b) => a.path.localeCompare(b.path))
    .map(({ path, methods }) => {
      const rows = methods.map(
        ({ verb, path: below, summary }) =>
          `<tr><td>${verb}</td><td><code>/${path}${below === "/" ? "" : below}</code></td><td>${escapeMarkup(summary)}</td></tr>`,
      );
      return `<details><summary>${path}</summary><table>${rows.join("")}</table></details>`;
    });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Explorer - HUNT sandbox</title>
<style>body { font: 1rem/1.5 system-ui; margin: 2rem } td { padding: 0.1rem 1rem 0.1rem 0; vertical-align: top } summary { cursor: pointer }</style>
</head>
<body>
<h1>API explorer</h1>
<p>All paths start with <code>/api</code>. OpenAPI document: <a href="/explorer/openapi.json">openapi.json</a></p>
${sections.join("\n")}
</body>
</html>
`;
}
