import type { HttpBindings } from "@hono/node-server";
import type { Context, MiddlewareHandler } from "hono";
import type { ReceivedRequest, RequestLog, Target } from "./request-log.js";

/** The values that the middleware of a server shares. */
export interface ServerEnvironment<Request extends ReceivedRequest> {
  Bindings: HttpBindings;
  Variables: {
    target: Target;
    /** The entry in the request log. Its status is set when the response is sent. */
    log: Request;
  };
}

/**
 * Creates a middleware that stores the received target and sets the `Date` header of every response.
 *
 * @param now returns the server's time in milliseconds since 1970
 */
export function receiveRequests<Request extends ReceivedRequest>(
  now: () => number,
): MiddlewareHandler<ServerEnvironment<Request>> {
  return async (c, next) => {
    c.env.outgoing.setHeader("date", new Date(now()).toUTCString());
    const [path = "/", ...query] = toOriginForm(c.env.incoming.url ?? "/").split("?");
    c.set("target", { path, query: query.join("?") });
    await next();
  };
}

/**
 * Creates a middleware that logs every request, and sets its status when the response is sent.
 *
 * @param requests the log
 * @param toEntry creates the log entry of a request
 */
export function logRequests<Environment extends ServerEnvironment<ReceivedRequest>>(
  requests: RequestLog<Environment["Variables"]["log"]>,
  toEntry: (c: Context<Environment>) => Environment["Variables"]["log"],
): MiddlewareHandler<Environment> {
  return async (c, next) => {
    const entry = toEntry(c);
    requests.push(entry);
    c.set("log", entry);
    await next();
    if (!isSentDirectly(c)) entry.status = c.res.status;
  };
}

/** Returns whether a response was written to the socket without Hono, as some faults do. */
export function isSentDirectly(c: Context): boolean {
  return c.res.headers.has("x-hono-already-sent");
}

/** Removes the scheme and the host from a target (RFC 9112, section 3.2.2). */
function toOriginForm(target: string): string {
  const path = target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, "");
  return path.startsWith("/") || target === "*" ? path : `/${path}`;
}
