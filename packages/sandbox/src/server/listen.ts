import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";

const HOST = "127.0.0.1";

/** A certificate and its key in PEM format. */
export interface TlsFiles {
  readonly key: string;
  readonly cert: string;
}

/** Options of `listen`. */
export interface ListenOptions {
  /** Port on 127.0.0.1. Default: 0, a free port. */
  readonly port?: number;
  /** Key and certificate for HTTPS. Default: HTTP. */
  readonly tls?: TlsFiles | undefined;
}

/** An app that handles requests, such as a Hono app. */
export interface ServedApp {
  readonly fetch: (
    request: Request,
    env: { readonly incoming: IncomingMessage; readonly outgoing: ServerResponse },
  ) => unknown;
}

/** A running server. */
export interface Listening {
  /** For example, http://127.0.0.1:4870, or https://localhost:4870 with TLS. */
  readonly url: string;
  /** Closes the server and all connections immediately. */
  readonly stop: () => Promise<void>;
}

/**
 * Serves an app on 127.0.0.1.
 *
 * @throws the system's error if it cannot listen, such as EADDRINUSE
 */
export async function listen(app: ServedApp, { port = 0, tls }: ListenOptions = {}): Promise<Listening> {
  const fetch = app.fetch as Parameters<typeof getRequestListener>[0];
  const respond = getRequestListener(fetch, { overrideGlobalObjects: false });
  const listener: RequestListener = (incoming, outgoing) => void respond(incoming, outgoing);
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
