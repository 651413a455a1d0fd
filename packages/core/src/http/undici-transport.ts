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
  /** PEM certificates to trust beside the usual ones. */
  ca?: string | undefined;
  /** What stands between, if anything. */
  proxy: HttpProxy | null;
  /** Milliseconds until a connection must stand. */
  connectTimeoutMs: number;
}

/**
 * The network through undici: keep-alive, an HTTP proxy where one is set, no redirects, no timeouts of its
 * own but the connect. undici is loaded by the first request, as it takes longer to load than all the rest.
 */
export function createUndiciTransport({
  instance,
  ca,
  proxy,
  connectTimeoutMs,
}: UndiciTransportOptions): Transport {
  const trusted = ca === undefined ? undefined : listTrustedCertificates(ca);
  const blame = (error: Error) =>
    proxy && isAtProxy(error, proxy, instance) ? new ProxyError(error, proxy) : error;
  let dispatcher: Dispatcher | undefined;
  let opening: Promise<Dispatcher> | undefined;
  let isClosed = false;
  const open = () =>
    (opening ??= createDispatcher({ ca: trusted, proxy, connectTimeoutMs }).then(async (created) => {
      if (isClosed) await created.destroy();
      return (dispatcher = created);
    }));
  return {
    // undici's own `request` makes a stream of each answer, which costs more than the rest of a small request
    // together.
    send: ({ method, origin, path, headers, body = null, maxBodyBytes, onAbort }) =>
      new Promise((resolve, reject) => {
        const receiver = new Receiver(maxBodyBytes, resolve, (error) => reject(blame(error)));
        onAbort(() => receiver.abort());
        const options = { method, origin, path, headers, body };
        const dispatch = (ready: Dispatcher) => {
          requirePathNotLogged(path);
          if (!receiver.isAborted) ready.dispatch(options, receiver);
        };
        if (dispatcher) dispatch(dispatcher);
        else open().then(dispatch).catch(reject);
      }),
    close: async () => {
      isClosed = true;
      await (await opening)?.destroy();
    },
  };
}

type Controller = Dispatcher.DispatchController;

/** Gathers one answer as undici hands it over, piece by piece. */
class Receiver implements Dispatcher.DispatchHandler {
  readonly #maxBodyBytes: TransportRequest["maxBodyBytes"];
  readonly #resolve: (answer: TransportResponse) => void;
  readonly #reject: (error: Error) => void;
  #controller: Controller | undefined;
  /** Whether it was broken off. */
  isAborted = false;
  #answer: TransportResponse | undefined;
  readonly #chunks: Buffer[] = [];
  #size = 0;

  constructor(
    maxBodyBytes: TransportRequest["maxBodyBytes"],
    resolve: (answer: TransportResponse) => void,
    reject: (error: Error) => void,
  ) {
    this.#maxBodyBytes = maxBodyBytes;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** Breaks the request off, also one that has no connection yet: that goes as soon as it has one. */
  abort(): void {
    this.isAborted = true;
    this.#controller?.abort(new Error("broken off"));
  }

  onRequestStart(controller: Controller): void {
    this.#controller = controller;
    if (this.isAborted) this.abort();
  }

  onResponseStart(_: Controller, status: number, headers: TransportResponse["headers"]): void {
    // What comes before the answer proper (RFC 9110, section 15.2) is none.
    if (status >= 200) this.#answer = { status, headers, body: Buffer.alloc(0) };
  }

  onResponseData(controller: Controller, chunk: Buffer): void {
    this.#size += chunk.byteLength;
    if (this.#size > this.#maxBodyBytes(this.#answer!.status)) controller.abort(new BodyTooLargeError());
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#answer!.body = Buffer.concat(this.#chunks);
    this.#resolve(this.#answer!);
  }

  onResponseError(_: Controller, error: Error): void {
    if (!this.#answer) return this.#reject(error);
    this.#answer.broken = error;
    return this.onResponseEnd();
  }
}
