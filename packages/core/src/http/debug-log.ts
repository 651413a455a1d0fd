import { hasSubscribers, subscribe, unsubscribe } from "node:diagnostics_channel";
import { debuglog } from "node:util";
import { HuntInputError } from "../errors/hunt-error.js";

/** Values of `NODE_DEBUG` that make undici log every request. */
const logNames = ["fetch", "undici", "websocket"] as const;

/** The events that make undici log a path, one from each of its two groups of events. */
const sentEvent = "undici:client:sendHeaders";
const receivedEvent = "undici:request:headers";

/** The logged parts of the events. */
interface LoggedEvent {
  readonly request: { readonly method: string; readonly origin: unknown; readonly path: string };
  readonly response?: { readonly statusCode: number };
}

/** The form of a HUNT token, as in stock LoopBack's routes for tokens. */
const token = /[A-Za-z0-9]{64}/g;

/** Listeners of our log; undefined if it is off. */
let subscriptions: readonly (readonly [event: string, (event: unknown) => void])[] | undefined;

/** Whether another log prints paths. */
let hasOtherLog = false;

/**
 * Replaces the log that `NODE_DEBUG=undici` and `NODE_DEBUG=fetch` enable by one without tokens, because
 * stock LoopBack has a token in the path of some routes. undici does not add its log if its events have
 * subscribers (undici 7, `lib/core/diagnostics.js`). Call this before undici is loaded, and {@link
 * checkDebugLog} afterward.
 */
export function replaceDebugLog(): void {
  if (subscriptions) return;
  const log = logNames.map((name) => debuglog(name)).find(({ enabled }) => enabled);
  if (log === undefined) return;
  subscriptions = [
    [sentEvent, (event) => log("sending request to %s", formatRequest(event as LoggedEvent))],
    [receivedEvent, (event) => log("received response to %s", formatRequest(event as LoggedEvent))],
  ];
  for (const [event, listener] of subscriptions) subscribe(event, listener);
}

/**
 * Checks whether undici added its own log: it was loaded earlier, or it is the one of Node 20, which does not
 * check for subscribers. If so, it removes our log.
 */
export function checkDebugLog(): void {
  if (!subscriptions || hasOtherLog) return;
  for (const [event, listener] of subscriptions) unsubscribe(event, listener);
  hasOtherLog = subscriptions.some(([event]) => hasSubscribers(event));
  if (!hasOtherLog) for (const [event, listener] of subscriptions) subscribe(event, listener);
}

function formatRequest({ request: { method, origin, path }, response }: LoggedEvent): string {
  const status = response ? ` - HTTP ${response.statusCode}` : "";
  return `${method} ${String(origin)}${path.replace(token, "[redacted]")}${status}`;
}

/**
 * Requires that no log prints the path of a request that contains a token.
 *
 * @throws {HuntInputError} `input: "NODE_DEBUG"`, `problem: "token"`
 */
export function requirePathNotLogged(path: string): void {
  if (!hasOtherLog || path.search(token) < 0) return;
  throw new HuntInputError(
    "NODE_DEBUG",
    "token",
    "NODE_DEBUG: the log would contain the token in the path of this request. Remove undici, fetch, and websocket.",
  );
}
