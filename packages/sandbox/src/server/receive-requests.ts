import type { HttpBindings } from "@hono/node-server";
import type { Context, MiddlewareHandler } from "hono";
import type { ReceivedRequest, RequestLog, Target } from "./request-log.js";

/** What the middleware of a server shares. */
export interface ServerEnvironment<Request extends ReceivedRequest> {
  Bindings: HttpBindings;
  Variables: {
    target: Target;
    /** Entry of the request log. Its status is set when there is a response. */
    log: Request;
  };
}

/**
 * Creates a middleware that keeps the received address and dates every response.
 *
 * @param now the server's time in milliseconds since 1970
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
 * Creates a middleware that logs every request, and sets its status when there is a response.
 *
 * @param requests the log
 * @param toEntry returns what is logged of a request
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

/** Returns whether the response went past Hono to the socket, as the ones of some faults do. */
export function isSentDirectly(c: Context): boolean {
  return c.res.headers.has("x-hono-already-sent");
}

/** Returns a target without the scheme and the host that it may have (RFC 9112, section 3.2.2). */
function toOriginForm(target: string): string {
  const path = target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, "");
  return path.startsWith("/") || target === "*" ? path : `/${path}`;
}
