import { Hono } from "hono";
import type { Clock } from "../clock.js";
import { controlRoutes } from "../control/routes.js";
import { explorerRoutes } from "../explorer/routes.js";
import { faultMiddleware } from "../faults/middleware.js";
import type { Faults } from "../faults/switchboard.js";
import { dispatch, type Remoting } from "../remoting/dispatcher.js";
import { webPage } from "../web/page.js";
import type { Environment } from "./environment.js";
import { compressed, logRequests, loopbackOnly, receive, notModified } from "./middleware.js";
import type { RequestLog } from "./request-log.js";

/** The parts of a sandbox that answer requests. */
export interface AppParts {
  readonly remoting: Remoting;
  readonly clock: Clock;
  readonly faults: Faults;
  readonly requests: RequestLog;
}

/** The sandbox's routes: /sandbox controls it, /api is HUNT, /explorer describes it, and everything else is the web app. */
export function createApp({ remoting, clock, faults, requests }: AppParts): Hono<Environment> {
  const app = new Hono<Environment>({ strict: false });
  app.use(receive(clock), loopbackOnly);
  app.route("/sandbox", controlRoutes(faults, clock, requests));
  app.use(logRequests(requests, remoting.tokens));

  const api = "/:api{[aA][pP][iI]}";
  app.use(`${api}/*`, faultMiddleware(faults), compressed, notModified);
  app.all(`${api}/*`, (c) => {
    const { path, query } = c.var.target;
    return dispatch(remoting, { request: c.req.raw, path: path.slice("/api".length), query });
  });

  app.route("/explorer", explorerRoutes(remoting));
  app.all("*", (c) => c.html(webPage));
  return app;
}
