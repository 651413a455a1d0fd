import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";

const HOST = "127.0.0.1";

/** A certificate and its key in PEM format. */
export interface TlsFiles {
  readonly key: string;
  readonly cert: string;
}

/** Where a server listens. */
export interface ListenOptions {
  /** Default: 0, a free port. */
  readonly port?: number;
  /** Serves HTTPS. */
  readonly tls?: TlsFiles | undefined;
}

/** An app that a server serves, such as one of Hono's. */
export interface ServedApp {
  readonly fetch: (
    request: Request,
    env: { readonly incoming: IncomingMessage; readonly outgoing: ServerResponse },
  ) => unknown;
}

/** A server that listens. */
export interface Listening {
  /** Such as http://127.0.0.1:4870, or https://localhost:4870 with TLS. */
  readonly url: string;
  /** Closes the server and every connection immediately. */
  readonly stop: () => Promise<void>;
}

/**
 * Serves an app on 127.0.0.1.
 *
 * @throws the system's error, such as EADDRINUSE
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
