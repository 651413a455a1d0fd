import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Hono, type MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";
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

/** The files; what is not found is answered with the page, which says otherwise of how long to keep it. Loaded when it is first needed, which keeps the start quick. */
const assets: MiddlewareHandler<Environment> = async (c, next) => {
  c.header("cache-control", `public, max-age=${YEAR_IN_SECONDS}, immutable`);
  const { serveStatic } = await import("@hono/node-server/serve-static");
  return serveStatic({
    root: fileURLToPath(builtConsole),
    rewriteRequestPath: (path) => path.slice("/console".length),
  })(c, next);
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

/** Where the build puts the console. */
export const builtConsole = new URL("../../dist/console/", import.meta.url);

let text: Promise<string> | undefined;

/** The console's one HTML page, read when it is first asked for. */
export function readConsolePage(): Promise<string> {
  return (text ??= readFile(new URL("index.html", builtConsole), "utf8"));
}
