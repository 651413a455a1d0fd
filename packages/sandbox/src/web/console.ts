import { Hono, type MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { readConsoleAsset, readConsolePage } from "./console-files.js";
import { compressed, type Environment } from "./environment.js";

const YEAR_IN_SECONDS = 31_536_000;

/** Nothing but the console's own files, and no script, style or form from anywhere else. */
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
 * The token console: its files under /console/assets, whose names change with their content, and its one page for every other
 * path. So a base without /api answers HTML with status 200, as the web app of a real HUNT does.
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

/** Serves the files of the console. Loads the table of media types when it is first needed, which keeps the start quick. */
const assets: MiddlewareHandler<Environment> = async (c, next) => {
  const name = c.req.path.slice("/console/assets/".length);
  const content = await readConsoleAsset(name);
  // The page is the response to any unknown path, and it sets its own caching.
  if (content === undefined) return next();
  const { getMimeType } = await import("hono/utils/mime");
  c.header("cache-control", `public, max-age=${YEAR_IN_SECONDS}, immutable`);
  return c.body(content, 200, { "content-type": getMimeType(name) ?? "application/octet-stream" });
};

type ContentSecurityPolicy = NonNullable<
  NonNullable<Parameters<typeof secureHeaders>[0]>["contentSecurityPolicy"]
>;

/**
 * The headers that keep a page to itself: framed by nobody, opened by nobody, telling no other page where one came from.
 *
 * @param contentSecurityPolicy what the page may load
 */
export function createPageHeaders(contentSecurityPolicy: ContentSecurityPolicy): MiddlewareHandler {
  // Strict-Transport-Security would hold for everything else on this machine's localhost as well.
  return secureHeaders({ contentSecurityPolicy, strictTransportSecurity: false, xFrameOptions: "DENY" });
}
