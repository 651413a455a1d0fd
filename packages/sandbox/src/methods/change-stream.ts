import type { Change } from "../data/change-feed.js";
import type { ModelDefinition } from "../data/definition.js";
import type { AccessRule, Call, RemoteMethod } from "../remoting/shared-class.js";

/**
 * Creates `GET` and `POST /{model}/change-stream`: server-sent events for the writes of clients (LoopBack 3).
 */
export function createChangeStreamMethods(definition: ModelDefinition, allows: AccessRule): RemoteMethod[] {
  return (["GET", "POST"] as const).map((verb) => ({
    name: "createChangeStream",
    verb,
    path: "/change-stream",
    summary: `Sends an event for each record of ${definition.name} that a client writes.`,
    accepts: [],
    returns: "events",
    allows,
    invoke: (call) => openStream(definition, call),
  }));
}

function openStream({ name }: ModelDefinition, { store }: Call): Response {
  const encoder = new TextEncoder();
  let stop: (() => void) | undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode(":ok\n\n"));
      stop = store.changes.observe(name, (change) => controller.enqueue(encoder.encode(formatEvent(change))));
    },
    cancel: () => stop?.(),
  });
  return new Response(body, {
    headers: {
      "content-encoding": "x-no-compression",
      "content-type": "text/event-stream",
      "cache-control": "no-cache, no-transform",
    },
  });
}

function formatEvent({ target, where, data, type }: Change): string {
  return `event: data\ndata: ${JSON.stringify({ target, where, data, type })}\n\n`;
}
