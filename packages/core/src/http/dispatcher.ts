import type { buildConnector, Dispatcher, Pool } from "undici";
import { checkDebugLog, replaceDebugLog } from "./debug-log.js";
import { ProxyError, type HttpProxy } from "./proxy.js";

/** How to connect to a server. */
export interface DispatcherOptions {
  /** All certificates to trust, each in PEM. Default: Node's own list. */
  readonly ca?: readonly string[] | undefined;
  /** Null to connect directly. */
  readonly proxy: HttpProxy | null;
  /** Milliseconds until there must be a connection. */
  readonly connectTimeoutMs: number;
}

/**
 * Creates undici's connections to one server. Certificates are always verified, even with
 * `NODE_TLS_REJECT_UNAUTHORIZED=0`: `ca` is the way to trust more. undici is loaded by the first call,
 * because it takes longer to load than everything else.
 */
export async function createDispatcher({
  ca,
  proxy,
  connectTimeoutMs,
}: DispatcherOptions): Promise<Dispatcher> {
  replaceDebugLog();
  const { Agent, Pool, ProxyAgent } = await import("undici");
  checkDebugLog();
  const connect: buildConnector.BuildOptions = {
    timeout: connectTimeoutMs,
    rejectUnauthorized: true,
    ...(ca !== undefined && { ca: [...ca] }),
  };
  const common = { connect, headersTimeout: 0, bodyTimeout: 0 };
  if (!proxy) return new Agent(common);
  return new ProxyAgent({
    ...common,
    uri: proxy.url,
    requestTls: connect,
    proxyTls: connect,
    clientFactory: (origin, options) => reportAsProxy(new Pool(origin, options), proxy, connectTimeoutMs),
  });
}

/**
 * Makes each failure of a tunnel one of the proxy, and gives it a time limit. undici connects again, without
 * a pause or an end, if the proxy closes the connection of a `CONNECT` request, because it takes that for a
 * connection to the server that was closed.
 */
function reportAsProxy(pool: Pool, proxy: HttpProxy, timeoutMs: number): Pool {
  const connect: (options: Dispatcher.ConnectOptions) => Promise<Dispatcher.ConnectData> =
    pool.connect.bind(pool);
  const connectInTime = async (options: Dispatcher.ConnectOptions): Promise<Dispatcher.ConnectData> => {
    try {
      return await connect({ ...options, signal: AbortSignal.timeout(timeoutMs) });
    } catch (error) {
      throw new ProxyError(error as NodeJS.ErrnoException, proxy);
    }
  };
  return Object.assign(pool, { connect: connectInTime });
}
