import { Hono, type MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { readConsoleAsset, readConsolePage } from "./console-files.js";
import { compressed } from "./compression.js";
import type { Environment } from "./environment.js";

const YEAR_IN_SECONDS = 31_536_000;

/** Allows the console's own files only: no scripts, styles, or forms of other origins. */
const consolePolicy = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'"],
  connectSrc: ["'self'"],
  formAction: ["'none'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
  requireTrustedTypesFor: ["'script'"],
  trustedTypes: ["'none'"],
};

/**
 * Creates the routes of the token console: its files under /console/assets, whose names contain a hash of
 * their content, and its page for all other paths. A base URL without /api therefore returns HTML with status
 * 200, as the web app of a real HUNT instance does.
 */
export function createConsoleRoutes(): Hono<Environment> {
  const app = new Hono<Environment>();
  app.use(createPageHeaders(consolePolicy), compressed);
  app.use("/console/assets/*", assets);
  app.all("*", async (c) => {
    c.header("cache-control", "no-store");
    return c.html(await readConsolePage());
  });
  return app;
}

/** Serves the console's files. The media types are loaded on first use, which keeps the start fast. */
const assets: MiddlewareHandler<Environment> = async (c, next) => {
  const name = c.req.path.slice("/console/assets/".length);
  const content = await readConsoleAsset(name);
  // Unknown paths return the page, which sets its own Cache-Control.
  if (content === undefined) return next();
  const { getMimeType } = await import("hono/utils/mime");
  c.header("cache-control", `public, max-age=${YEAR_IN_SECONDS}, immutable`);
  return c.body(content, 200, { "content-type": getMimeType(name) ?? "application/octet-stream" });
};

type ContentSecurityPolicy = NonNullable<
  NonNullable<Parameters<typeof secureHeaders>[0]>["contentSecurityPolicy"]
>;

/**
 * Creates the headers that isolate a page: other sites cannot frame it, keep a reference to its window, or
 * see it as a referrer.
 *
 * @param contentSecurityPolicy what the page can load
 */
export function createPageHeaders(contentSecurityPolicy: ContentSecurityPolicy): MiddlewareHandler {
  // Strict-Transport-Security would also apply to other servers on localhost.
  return secureHeaders({ contentSecurityPolicy, strictTransportSecurity: false, xFrameOptions: "DENY" });
}
