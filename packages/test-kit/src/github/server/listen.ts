import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";
import type { Environment } from "./environment.js";

const HOST = "127.0.0.1";

/** Serves the app on a free port of 127.0.0.1. */
export async function listen(app: Hono<Environment>): Promise<{ origin: string; stop: () => Promise<void> }> {
  const answer = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = createServer((incoming, outgoing) => void answer(incoming, outgoing));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, HOST, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string")
    throw new Error(`The server listens on ${address}, which is no port.`);
  return {
    origin: `http://${HOST}:${address.port}`,
    stop: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
