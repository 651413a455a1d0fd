import { Hono } from "hono";
import type { Clock } from "./clock.js";
import type { Faults } from "./faults/fault-registry.js";
import { faultMiddleware } from "./faults/middleware.js";
import { dispatch, type Remoting } from "./remoting/dispatcher.js";
import type { Environment } from "./server/environment.js";
import { compressed, logRequests, loopbackOnly, notModified, receive } from "./server/middleware.js";
import type { RequestLog } from "./server/request-log.js";
import { createConsoleRoutes } from "./web/console.js";
import { createControlRoutes } from "./web/control.js";
import { createExplorerRoutes } from "./web/explorer.js";
import { guardSession, SessionCookie, createSessionRoutes } from "./web/session.js";

/** The parts of a sandbox that answer requests. */
export interface AppParts {
  readonly remoting: Remoting;
  readonly clock: Clock;
  readonly faults: Faults;
  readonly requests: RequestLog;
}

/** The sandbox's routes: /sandbox controls it, /api is HUNT, /explorer describes it, and everything else is the console. */
export function createApp({ remoting, clock, faults, requests }: AppParts): Hono<Environment> {
  const app = new Hono<Environment>({ strict: false });
  app.use(receive(clock), loopbackOnly);
  app.route("/sandbox", createControlRoutes(faults, clock, requests));
  const cookie = new SessionCookie();
  app.use(cookie.read, logRequests(requests, remoting.tokens));

  const api = "/:api{[aA][pP][iI]}";
  app.use(`${api}/*`, guardSession, faultMiddleware(faults), compressed, notModified);
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
