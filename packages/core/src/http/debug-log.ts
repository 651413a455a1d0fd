import { hasSubscribers, subscribe, unsubscribe } from "node:diagnostics_channel";
import { debuglog } from "node:util";
import { HuntInputError } from "../errors/hunt-error.js";

/** Values of `NODE_DEBUG` that make undici log every request. */
const logNames = ["fetch", "undici", "websocket"] as const;

/** The events from which undici logs a path, one for each of its two groups of events. */
const sentEvent = "undici:client:sendHeaders";
const receivedEvent = "undici:request:headers";

/** The logged parts of the events. */
interface LoggedEvent {
  readonly request: { readonly method: string; readonly origin: unknown; readonly path: string };
  readonly response?: { readonly statusCode: number };
}

/** The form of a HUNT token, as in stock LoopBack's routes for tokens. */
const token = /[A-Za-z0-9]{64}/g;

/** The log of this file, once it is on. */
let subscriptions: readonly (readonly [event: string, (event: unknown) => void])[] | undefined;

/** Whether another log shows paths. */
let hasOtherLog = false;

/**
 * Replaces the log that `NODE_DEBUG=undici` and `NODE_DEBUG=fetch` switch on by one without tokens: stock
 * LoopBack has a token in the path of some routes. undici adds no log if its events have subscribers (undici
 * 7, `lib/core/diagnostics.js`), so call this before undici is loaded, and {@link checkDebugLog} afterward.
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
 * Looks whether another log was added: undici was loaded before, or it is the one of Node 20, which does not
 * look for subscribers. There are not two logs then.
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
 * Requires that no log shows the path of a request, if it holds a token.
 *
 * @throws {HuntInputError} `input: "NODE_DEBUG"`, `problem: "token"`
 */
export function requirePathNotLogged(path: string): void {
  if (!hasOtherLog || path.search(token) < 0) return;
  throw new HuntInputError(
    "NODE_DEBUG",
    "token",
    "NODE_DEBUG: it would print the token in the path of this request. Remove undici, fetch, and websocket from it.",
  );
}
