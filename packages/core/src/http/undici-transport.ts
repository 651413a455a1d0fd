import type { Dispatcher } from "undici";
import type { Instance } from "../instance.js";
import { listTrustedCertificates } from "./certificates.js";
import { requirePathNotLogged } from "./debug-log.js";
import { createDispatcher } from "./dispatcher.js";
import { type HttpProxy, isAtProxy, ProxyError } from "./proxy.js";
import {
  BodyTooLargeError,
  type Transport,
  type TransportRequest,
  type TransportResponse,
} from "./transport.js";

interface UndiciTransportOptions {
  instance: Instance;
  /** PEM certificates to trust in addition to the default ones. */
  ca?: string | undefined;
  /** Proxy to connect through; null to connect directly. */
  proxy: HttpProxy | null;
  /** Time limit for connecting, in milliseconds. */
  connectTimeoutMs: number;
}

/**
 * Maximum number of requests that wait until undici has freed the connection of the response before them. Otherwise,
 * the second request of a program would open a second connection, which takes several round trips with TLS. Each wait
 * takes about 5 µs, so after this many, another connection to a server nearby takes less time.
 */
const maxWaits = 100;

/**
 * Creates a transport that uses undici: keep-alive, an HTTP proxy if one is set, no redirects, and no
 * timeouts except for connecting. The first request loads undici, because it takes longer to load than
 * everything else.
 */
export function createUndiciTransport({
  instance,
  ca,
  proxy,
  connectTimeoutMs,
}: UndiciTransportOptions): Transport {
  const trusted = ca === undefined ? undefined : listTrustedCertificates(ca);
  const toProxyError = (error: Error) =>
    proxy && isAtProxy(error, proxy, instance) ? new ProxyError(error, proxy) : error;
  let dispatcher: Dispatcher | undefined;
  let opening: Promise<Dispatcher> | undefined;
  let isClosed = false;
  /** Whether undici has a connection that it frees in the next phase of the event loop, after a response. */
  let isFreeing = false;
  let waits = 0;
  const onEnd = () => {
    if (!isFreeing) setImmediate(() => (isFreeing = false));
    isFreeing = true;
  };
  const open = () =>
    (opening ??= createDispatcher({ ca: trusted, proxy, connectTimeoutMs }).then(async (created) => {
      if (isClosed) await created.destroy();
      return (dispatcher = created);
    }));
  return {
    // undici's own `request` creates a stream for each response, which costs more than the rest of a small
    // request.
    send: ({ method, origin, path, headers, body = null, maxBodyBytes, onAbort }) =>
      new Promise((resolve, reject) => {
        const fail = (error: Error) => reject(toProxyError(error));
        const receiver = new Receiver(maxBodyBytes, resolve, fail, onEnd);
        onAbort(() => receiver.abort());
        const options = { method, origin, path, headers, body };
        const dispatch = (ready: Dispatcher) => {
          requirePathNotLogged(path);
          if (!receiver.isAborted) ready.dispatch(options, receiver);
        };
        const openAndDispatch = () => void open().then(dispatch).catch(reject);
        if (isFreeing && ++waits <= maxWaits) setImmediate(openAndDispatch);
        else if (dispatcher) dispatch(dispatcher);
        else openAndDispatch();
      }),
    close: async () => {
      isClosed = true;
      await (await opening)?.destroy();
    },
  };
}

const noBytes = Buffer.alloc(0);

type Controller = Dispatcher.DispatchController;

/** Collects the parts of a response from undici. */
class Receiver implements Dispatcher.DispatchHandler {
  readonly #maxBodyBytes: TransportRequest["maxBodyBytes"];
  readonly #resolve: (response: TransportResponse) => void;
  readonly #reject: (error: Error) => void;
  readonly #onEnd: () => void;
  #controller: Controller | undefined;
  /** Whether the request was aborted. */
  isAborted = false;
  #response: TransportResponse | undefined;
  readonly #chunks: Buffer[] = [];
  #size = 0;

  constructor(
    maxBodyBytes: TransportRequest["maxBodyBytes"],
    resolve: (response: TransportResponse) => void,
    reject: (error: Error) => void,
    onEnd: () => void,
  ) {
    this.#maxBodyBytes = maxBodyBytes;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#onEnd = onEnd;
  }

  /** Aborts the request. If it has no connection yet, it is aborted as soon as it has one. */
  abort(): void {
    this.isAborted = true;
    this.#controller?.abort(new Error("The request was aborted."));
  }

  onRequestStart(controller: Controller): void {
    this.#controller = controller;
    if (this.isAborted) this.abort();
  }

  onResponseStart(_: Controller, status: number, headers: TransportResponse["headers"]): void {
    // Ignores interim responses (RFC 9110, section 15.2).
    if (status >= 200) this.#response = { status, headers, body: noBytes };
  }

  onResponseData(controller: Controller, chunk: Buffer): void {
    this.#size += chunk.byteLength;
    if (this.#size > this.#maxBodyBytes(this.#response!.status)) controller.abort(new BodyTooLargeError());
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#onEnd();
    const [first] = this.#chunks;
    this.#response!.body = this.#chunks.length === 1 ? first! : Buffer.concat(this.#chunks);
    this.#resolve(this.#response!);
  }

  onResponseError(_: Controller, error: Error): void {
    if (!this.#response) return this.#reject(error);
    this.#response.broken = error;
    return this.onResponseEnd();
  }
}
