import type { Send } from "../http/request.js";

/** Sends to what hangs off one record: fills the `{id}` of a route such as `targets/{id}/agents`, so that traces name the route and not each record. */
export function sendBelow(send: Send, id: string): Send {
  return (request) => send({ ...request, params: { id } });
}
