import { Agent, EnvHttpProxyAgent, type Dispatcher } from "undici";
import type { Instance } from "../instance.js";
import { trustedCertificates } from "./certificates.js";
import { isAtProxy, ProxyFailure, type Proxy } from "./proxy.js";
import type { Transport } from "./transport.js";

export interface UndiciTransportOptions {
  instance: Instance;
  /** PEM certificates to trust beside the usual ones. */
  ca?: string | undefined;
  /** What stands between, if anything. */
  proxy: Proxy | null;
  /** Milliseconds until a connection must stand. */
  connectTimeoutMs: number;
}

/** The network through undici: keep-alive, an HTTP proxy where one is set, no redirects, no timeouts of its own but the connect. */
export function undiciTransport(options: UndiciTransportOptions): Transport {
  const { proxy, instance } = options;
  const dispatcher = createDispatcher(options);
  return {
    async send({ body, ...request }) {
      try {
        const answer = await dispatcher.request({ ...request, body: body ?? null });
        const { statusCode: status, headers, body: stream } = answer;
        return { status, headers, body: stream, text: () => stream.text() };
      } catch (error) {
        throw proxy && error instanceof Error && isAtProxy(error, proxy, instance) ? new ProxyFailure(error, proxy) : error;
      }
    },
    close: () => dispatcher.destroy(),
  };
}

function createDispatcher({ ca, connectTimeoutMs, proxy }: UndiciTransportOptions): Dispatcher {
  const connect = { timeout: connectTimeoutMs, ...(ca !== undefined && { ca: trustedCertificates(ca) }) };
  const common = { connect, headersTimeout: 0, bodyTimeout: 0 };
  if (!proxy) return new Agent(common);
  return new EnvHttpProxyAgent({ ...common, httpProxy: "", httpsProxy: proxy.url, noProxy: proxy.except, requestTls: connect, proxyTls: connect });
}
