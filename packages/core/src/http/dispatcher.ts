import type { buildConnector, Dispatcher, Pool } from "undici";
import { checkDebugLog, replaceDebugLog } from "./debug-log.js";
import { ProxyError, type HttpProxy } from "./proxy.js";

/** Options of the connections to a server. */
export interface DispatcherOptions {
  /** All certificates to trust, each in PEM. Default: Node's own list. */
  readonly ca?: readonly string[] | undefined;
  /** PEM certificate and private key of the client. */
  readonly identity?: { readonly cert: string; readonly key: string } | undefined;
  /** Proxy to connect through; null to connect directly. */
  readonly proxy: HttpProxy | null;
  /** Time limit for connecting, in milliseconds. */
  readonly connectTimeoutMs: number;
}

/**
 * Creates undici's connections to one server. Certificates are always verified, even with
 * `NODE_TLS_REJECT_UNAUTHORIZED=0`. Use `ca` to trust additional ones. The first call loads undici, because
 * it takes longer to load than everything else.
 */
export async function createDispatcher({
  ca,
  identity,
  proxy,
  connectTimeoutMs,
}: DispatcherOptions): Promise<Dispatcher> {
  replaceDebugLog();
  const { Agent, Pool, ProxyAgent } = await import("undici");
  checkDebugLog();
  const trust: buildConnector.BuildOptions = {
    timeout: connectTimeoutMs,
    rejectUnauthorized: true,
    allowH2: false,
    ...(ca !== undefined && { ca: [...ca] }),
  };
  const connect = { ...trust, ...identity };
  const common = { connect, headersTimeout: 0, bodyTimeout: 0 };
  if (!proxy) return new Agent(common);
  return new ProxyAgent({
    ...common,
    uri: proxy.url,
    requestTls: connect,
    proxyTls: trust,
    clientFactory: (origin, options) => reportAsProxy(new Pool(origin, options), proxy, connectTimeoutMs),
  });
}

/**
 * Reports each failure of a tunnel as a failure of the proxy, and adds a time limit. If the proxy closes the
 * connection of a `CONNECT` request, undici treats it as a closed connection to the server, and connects
 * again without delay or limit.
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
