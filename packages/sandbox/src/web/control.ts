import { Hono, type MiddlewareHandler } from "hono";
import type { Clock } from "../clock.js";
import { readBody } from "../remoting/body.js";
import { createErrorResponse, createPlainError } from "../remoting/response.js";
import { LoopBackError } from "../loopback-error.js";
import { checkFault } from "../server/fault.js";
import type { FaultRegistry } from "../server/fault-registry.js";
import type { RequestLog } from "../server/request-log.js";
import { toObject } from "../values.js";
import type { Environment, LoggedRequest } from "./environment.js";
import { isJson, refuseForeignPages } from "./same-origin.js";

/** The parts of a sandbox that can be controlled over HTTP. */
export interface Controls {
  readonly clock: Clock;
  readonly faults: FaultRegistry<never, LoggedRequest>;
  readonly requests: RequestLog<LoggedRequest>;
  readonly reset: () => void;
}

/**
 * Creates the routes that control a sandbox that runs as its own process: `POST /sandbox/faults` with a fault
 * or a list of faults, `DELETE /sandbox/faults`, `GET /sandbox/clock`, `PUT /sandbox/clock` with `{"now":
 * "2026-01-31T12:00:00Z"}`, `GET /sandbox/requests`, `DELETE /sandbox/requests`, and `POST /sandbox/reset`
 * with `{}`.
 */
export function createControlRoutes({ clock, faults, requests, reset }: Controls): Hono<Environment> {
  const app = new Hono<Environment>();
  app.use(refuseForeignPages, jsonOnly);
  app.onError((error, c) =>
    error instanceof LoopBackError
      ? createErrorResponse(error, "application/json")
      : createPlainError(c, 400, error.message),
  );

  app.post("/faults", async (c) => {
    const added = [await readBody(c.req.raw)].flat().map((fault) => checkFault(fault));
    for (const fault of added) faults.add(fault);
    return c.json({ added: added.length });
  });
  app.delete("/faults", (c) => {
    faults.clear();
    return c.body(null, 204);
  });

  app.get("/clock", (c) => c.json({ now: new Date(clock.now()).toISOString() }));
  app.put("/clock", async (c) => {
    const { now } = toObject(await readBody(c.req.raw));
    clock.set(String(now));
    return c.json({ now: new Date(clock.now()).toISOString() });
  });

  app.get("/requests", (c) => c.json(requests));
  app.delete("/requests", (c) => {
    requests.clear();
    return c.body(null, 204);
  });

  app.post("/reset", (c) => {
    reset();
    return c.body(null, 204);
  });

  app.all("*", (c) => createPlainError(c, 404, `No control route ${c.req.method} ${c.req.path} found.`));
  return app;
}

/** Accepts only JSON. A form of another origin cannot send it without a preflight request. */
const jsonOnly: MiddlewareHandler<Environment> = async (c, next) => {
  const hasBody = c.req.method === "POST" || c.req.method === "PUT";
  if (!hasBody || isJson(c)) return next();
  return createPlainError(c, 415, "Send JSON with the Content-Type application/json.");
};
