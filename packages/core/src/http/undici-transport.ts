import { Agent, EnvHttpProxyAgent, type Dispatcher } from "undici";
import type { Instance } from "../instance.js";
import { trustedCertificates } from "./certificates.js";
import { isAtProxy, ProxyFailure, readProxy, type Proxy, type ProxyEnvironment } from "./proxy.js";
import type { Transport } from "./transport.js";

export interface UndiciTransportOptions {
  instance: Instance;
  /** PEM certificates to trust beside the usual ones. */
  ca?: string | undefined;
  /** Where `HTTPS_PROXY` and `NO_PROXY` are read. */
  env: ProxyEnvironment;
  /** Milliseconds until a connection must stand. */
  connectTimeoutMs: number;
}

/** The network through undici: keep-alive, proxies from the environment, no redirects, no timeouts of its own but the connect. */
export function undiciTransport(options: UndiciTransportOptions): Transport {
  const proxy = readProxy(options.instance, options.env);
  const dispatcher = createDispatcher(options, proxy);
  return {
    async send({ body, ...request }) {
      try {
        const answer = await dispatcher.request({ ...request, body: body ?? null });
        const { statusCode: status, headers, body: stream } = answer;
        return { status, headers, body: stream, text: () => stream.text() };
      } catch (error) {
        throw proxy && error instanceof Error && isAtProxy(error, proxy, options.instance) ? new ProxyFailure(error, proxy) : error;
      }
    },
    close: () => dispatcher.destroy(),
  };
}

function createDispatcher({ ca, connectTimeoutMs }: UndiciTransportOptions, proxy: Proxy | null): Dispatcher {
  const connect = { timeout: connectTimeoutMs, ...(ca !== undefined && { ca: trustedCertificates(ca) }) };
  const common = { connect, headersTimeout: 0, bodyTimeout: 0 };
  if (!proxy) return new Agent(common);
  return new EnvHttpProxyAgent({ ...common, httpProxy: "", httpsProxy: proxy.url, noProxy: proxy.except, requestTls: connect, proxyTls: connect });
}
