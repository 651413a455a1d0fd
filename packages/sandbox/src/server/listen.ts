import { createServer, type RequestListener } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";
import type { Environment } from "./environment.js";

const HOST = "127.0.0.1";

/** A certificate and its key, as PEM texts. */
export interface TlsFiles {
  readonly key: string;
  readonly cert: string;
}

/** A server that listens. */
export interface Listening {
  readonly url: string;
  /** Closes the server and every connection at once. */
  readonly stop: () => Promise<void>;
}

/**
 * Serves the app on 127.0.0.1.
 *
 * @param port 0 for a free one
 * @throws the system's error, such as EADDRINUSE
 */
export async function listen(
  app: Hono<Environment>,
  port: number,
  tls: TlsFiles | undefined,
): Promise<Listening> {
  const answer = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const listener: RequestListener = (incoming, outgoing) => void answer(incoming, outgoing);
  const server =
    tls === undefined ? createServer(listener) : (await import("node:https")).createServer(tls, listener);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, HOST, resolve);
  });
  const address = server.address();
  const actual = typeof address === "object" && address !== null ? address.port : port;
  return {
    url: tls === undefined ? `http://${HOST}:${actual}` : `https://localhost:${actual}`,
    stop: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
