import type { buildConnector, Dispatcher } from "undici";
import type { Instance } from "../instance.js";
import { trustedCertificates } from "./certificates.js";
import { isAtProxy, ProxyError, type HttpProxy } from "./proxy.js";
import { Receiver } from "./receiver.js";
import type { Transport } from "./transport.js";

export interface UndiciTransportOptions {
  instance: Instance;
  /** PEM certificates to trust beside the usual ones. */
  ca?: string | undefined;
  /** What stands between, if anything. */
  proxy: HttpProxy | null;
  /** Milliseconds until a connection must stand. */
  connectTimeoutMs: number;
}

/**
 * The network through undici: keep-alive, an HTTP proxy where one is set, no redirects, no timeouts of its own but the
 * connect. undici is loaded by the first request, as it takes longer to load than all the rest.
 */
export function createUndiciTransport({
  instance,
  ca,
  proxy,
  connectTimeoutMs,
}: UndiciTransportOptions): Transport {
  const connect = { timeout: connectTimeoutMs, ...(ca !== undefined && { ca: trustedCertificates(ca) }) };
  const blame = (error: Error) =>
    proxy && isAtProxy(error, proxy, instance) ? new ProxyError(error, proxy) : error;
  let dispatcher: Dispatcher | undefined;
  let opening: Promise<Dispatcher> | undefined;
  let isClosed = false;
  const open = () =>
    (opening ??= createDispatcher(connect, proxy).then(async (created) => {
      if (isClosed) await created.destroy();
      return (dispatcher = created);
    }));
  return {
    // undici's own `request` makes a stream of each answer, which costs more than the rest of a small request together.
    send: ({ method, origin, path, headers, body = null, maxBodyBytes, onAbort }) =>
      new Promise((resolve, reject) => {
        const receiver = new Receiver(maxBodyBytes, resolve, (error) => reject(blame(error)));
        onAbort(() => receiver.abort());
        const options = { method, origin, path, headers, body };
        if (dispatcher) dispatcher.dispatch(options, receiver);
        else
          open()
            .then((ready) => receiver.isAborted || ready.dispatch(options, receiver))
            .catch(reject);
      }),
    close: async () => {
      isClosed = true;
      await (await opening)?.destroy();
    },
  };
}

async function createDispatcher(
  connect: buildConnector.BuildOptions,
  proxy: HttpProxy | null,
): Promise<Dispatcher> {
  const { Agent, EnvHttpProxyAgent } = await import("undici");
  const common = { connect, headersTimeout: 0, bodyTimeout: 0 };
  if (!proxy) return new Agent(common);
  return new EnvHttpProxyAgent({
    ...common,
    httpProxy: "",
    httpsProxy: proxy.url,
    noProxy: proxy.except,
    requestTls: connect,
    proxyTls: connect,
  });
}
