import { STATUS_CODES } from "node:http";
import { Hono } from "hono";
import { LoopBackError, toErrorBody } from "./loopback-error.js";
import { dispatch, type Remoting } from "./remoting/dispatcher.js";
import { applyFaults, type FaultDialect } from "./server/apply-faults.js";
import { logRequests, receiveRequests } from "./server/receive-requests.js";
import { createConsoleRoutes } from "./web/console.js";
import { readConsolePage } from "./web/console-files.js";
import { type Controls, createControlRoutes } from "./web/control.js";
import { compressed } from "./web/compression.js";
import { type Environment, notModified, toLoggedRequest } from "./web/environment.js";
import { createExplorerRoutes } from "./web/explorer.js";
import type { LoggedRequest } from "./web/logged-request.js";
import { refuseForeignChanges, requireLoopbackHost } from "./web/same-origin.js";
import { guardSession, SessionCookie, createSessionRoutes } from "./web/session.js";

/** The parts of a sandbox that handle requests. */
export interface AppParts extends Controls {
  readonly remoting: Remoting;
  /** Waits for faults that delay a response. Default: real time. */
  readonly sleep?: ((milliseconds: number) => Promise<void>) | undefined;
}

/** Errors of faults have LoopBack 3's form; `html` is the console's page. */
const faultDialect: FaultDialect<never, LoggedRequest> = {
  createErrorBody: (status, message = STATUS_CODES[status] ?? "Unknown status") => ({
    error: toErrorBody(new LoopBackError(status, message)),
  }),
  readPage: readConsolePage,
};

/**
 * The sandbox's routes: /sandbox controls it, /api is HUNT, /explorer describes /api, and the rest is the
 * console.
 */
export function createApp({ remoting, clock, faults, requests, reset, sleep }: AppParts): Hono<Environment> {
  const app = new Hono<Environment>({ strict: false });
  app.use(
    receiveRequests(() => clock.now()),
    requireLoopbackHost,
  );
  app.route("/sandbox", createControlRoutes({ clock, faults, requests, reset }));
  const cookie = new SessionCookie();
  app.use(
    cookie.read,
    logRequests<Environment>(requests, (c) => toLoggedRequest(c, remoting.tokens)),
  );

  const api = "/:api{[aA][pP][iI]}";
  const faulty = applyFaults(faults, {
    dialect: faultDialect,
    getPath: (c) => c.var.target.path.replace(/^\/api/i, ""),
    sleep,
  });
  app.use(`${api}/*`, guardSession, refuseForeignChanges, faulty, compressed, notModified);
  app.all(`${api}/*`, (c) => {
    const { path, query } = c.var.target;
    return dispatch(remoting, {
      request: c.req.raw,
      path: path.slice("/api".length),
      query,
      cookieToken: c.var.cookieToken,
    });
  });

  app.route("/explorer", createExplorerRoutes(remoting));
  app.route("/session", createSessionRoutes(remoting, cookie));
  app.route("/", createConsoleRoutes());
  return app;
}
