import { pipeline, Transform, type Readable } from "node:stream";
import { HuntClosedError, HuntProtocolError, HuntTimeoutError } from "../errors/request-errors.js";
import { type HuntError, HuntInputError, type RequestFacts } from "../errors/hunt-error.js";
import type { Clock } from "./clock.js";
import { toConnectionFailure } from "./connection-failure.js";
import { type Redactor, toSafeCause } from "./redact.js";
import { toResponseError } from "./response-error.js";
import { BodyDamagedError, decompress, toText } from "./decompress.js";
import { BodyTooLargeError, type Transport, type TransportResponse } from "./transport.js";

/** Settings of attempts that all requests of a client share. */
export interface AttemptSettings {
  transport: Transport;
  clock: Clock;
  /** Maximum size of a response in bytes. A larger response is an error. */
  maxBodyBytes: number;
  /** Whether the client was closed. */
  isClosed: boolean;
}

/** A request to send, with its context. */
export interface Outgoing {
  method: string;
  origin: string;
  path: string;
  headers: Record<string, string>;
  /** JSON, or a function that opens a stream of the bytes to send, called for each attempt. */
  body: string | (() => Readable) | undefined;
  redact: Redactor;
  /** The caller's signal to cancel the request. */
  signal: AbortSignal | undefined;
  /** Returns what is known about the request. Called only after a failure. */
  facts: () => RequestFacts;
}

/** Time limit of an attempt, and the setting that it comes from. */
export interface TimeLimit {
  timeoutMs: number;
  limit: "attempt" | "deadline";
}

/** A 2xx response with its complete, decompressed body. */
export interface Success {
  status: number;
  headers: TransportResponse["headers"];
  body: Uint8Array;
}

/** Maximum number of bytes to read of an error response. */
const maxErrorBytes = 64 * 2 ** 10;

/**
 * Sends a request once, and reads the complete response.
 *
 * @throws {HuntError} for anything that is not a complete 2xx response
 * @throws the reason of the caller's signal if it aborts
 */
export function attempt(request: Outgoing, settings: AttemptSettings, time: TimeLimit): Promise<Success> {
  const { method, origin, path, headers, signal } = request;
  const maxBodyBytes = (status: number) => (isSuccess(status) ? settings.maxBodyBytes : maxErrorBytes);
  // The promise does not wait until the transport aborts, because undici ignores the signal while it
  // connects.
  return new Promise((resolve, reject) => {
    let abort: (() => void) | undefined;
    let body: string | Readable | undefined;
    const onAbort = (given: () => void) => void (abort = given);
    const finish = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", giveUp);
      // undici closes a stream only after it has started to send it.
      if (typeof body === "object") body.destroy();
    };
    const fail = (reason: unknown) => {
      finish();
      reject(reason);
    };
    const stop = (reason: unknown) => {
      fail(reason);
      abort?.();
    };
    const succeed = (success: Success) => {
      finish();
      resolve(success);
    };
    const giveUp = () => stop(signal?.reason);
    const timer = setTimeout(() => stop(createTimeoutError(request, time)), time.timeoutMs);
    try {
      body = openBody(
        request.body,
        () => timer.refresh(),
        (error) => stop(createUnreadableError(error)),
      );
    } catch (error) {
      return stop(createUnreadableError(error));
    }
    if (signal?.aborted) return giveUp();
    signal?.addEventListener("abort", giveUp, { once: true });
    settings.transport.send({ method, origin, path, headers, body, maxBodyBytes, onAbort }).then(
      (response) => {
        try {
          const outcome = readResponse(response, request, settings);
          if (outcome instanceof Promise) outcome.then(succeed, fail);
          else succeed(outcome);
        } catch (error) {
          fail(error);
        }
      },
      (error: unknown) => fail(toSendError(error, request, settings)),
    );
  });
}

function openBody(
  body: Outgoing["body"],
  onPiece: () => void,
  onFailure: (error: Error) => void,
): string | Readable | undefined {
  return typeof body === "function" ? trackProgress(body(), onPiece, onFailure) : body;
}

/** Returns the error of a request without a response. */
function toSendError(
  error: unknown,
  { origin, facts, redact }: Outgoing,
  { isClosed }: AttemptSettings,
): unknown {
  // A request that the transport rejects was not sent.
  if (error instanceof HuntInputError) return error;
  if (isClosed) return new HuntClosedError(facts(), true);
  return toConnectionFailure(error, new URL(origin).host, facts(), redact);
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/** @throws {HuntError} for anything that is not a complete 2xx response */
function readResponse(
  response: TransportResponse,
  request: Outgoing,
  settings: AttemptSettings,
): Success | Promise<Success> {
  const { status, headers, broken } = response;
  if (!isSuccess(status)) return throwResponseError(response, request, settings);
  const toBroken = (error: unknown) =>
    settings.isClosed
      ? new HuntClosedError({ ...request.facts(), status }, true)
      : toBrokenBodyError(error, request, status, settings.maxBodyBytes);
  if (broken !== undefined) throw toBroken(broken);
  if (response.body.byteLength > settings.maxBodyBytes) throw toBroken(new BodyTooLargeError());
  try {
    const body = decompress(response, settings.maxBodyBytes);
    if (!(body instanceof Promise)) return { status, headers, body };
    return body.then(
      (bytes) => ({ status, headers, body: bytes }),
      (error: unknown) => Promise.reject(toBroken(error)),
    );
  } catch (error) {
    throw toBroken(error);
  }
}

/**
 * The status is the important part. Errors in the body are ignored: it may be incomplete, damaged, or
 * endless.
 */
async function throwResponseError(
  response: TransportResponse,
  { facts, headers, redact }: Outgoing,
  { clock }: AttemptSettings,
): Promise<never> {
  const text =
    response.broken === undefined
      ? await (async () => toText(await decompress(response, maxErrorBytes)))().catch(() => "")
      : "";
  throw toResponseError(response, text, facts(), redact, clock.now(), headers["authorization"] !== undefined);
}

function createTimeoutError({ facts }: Outgoing, { limit, timeoutMs }: TimeLimit): HuntError {
  const known = facts();
  const what = limit === "attempt" ? "one attempt" : "the rest of the deadline";
  return new HuntTimeoutError(
    `${known.method} ${known.path}: HUNT did not respond in time (${timeoutMs} ms, ${what}).`,
    known,
    limit,
  );
}

/**
 * Returns a stream that reports each chunk that is read from it. A large upload takes time, so each chunk
 * restarts the timer.
 */
function trackProgress(source: Readable, onPiece: () => void, onFailure: (error: Error) => void): Readable {
  const meter = new Transform({
    transform(piece, _, done) {
      onPiece();
      done(null, piece);
    },
  });
  source.once("error", onFailure);
  pipeline(source, meter, () => {});
  return meter;
}

function createUnreadableError(error: unknown): HuntError {
  return new HuntInputError(
    "upload",
    "unreadable",
    `upload: could not read the data: ${(error as Error).message}`,
  );
}

function toBrokenBodyError(
  error: unknown,
  { facts, redact }: Outgoing,
  status: number,
  maxBodyBytes: number,
): HuntError {
  const known = { ...facts(), status };
  const format = (sentence: string) => `${known.method} ${known.path}: ${sentence}`;
  if (error instanceof BodyTooLargeError) {
    return new HuntProtocolError(
      format(
        `the response is larger than ${maxBodyBytes} bytes. Request fewer rows or fields, or raise maxBodyBytes.`,
      ),
      known,
      "too-large",
    );
  }
  const sentence =
    error instanceof BodyDamagedError
      ? "the compressed response is incomplete or damaged."
      : "the connection was lost before the response was complete.";
  return new HuntProtocolError(
    format(sentence),
    { ...known, cause: toSafeCause(error, redact) },
    "truncated",
  );
}
