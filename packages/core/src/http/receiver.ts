import type { Dispatcher } from "undici";
import { BodyTooLargeError, type TransportResponse, type TransportRequest } from "./transport.js";

type Controller = Dispatcher.DispatchController;

/** Gathers one answer as undici hands it over, piece by piece. */
export class Receiver implements Dispatcher.DispatchHandler {
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
