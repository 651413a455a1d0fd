import { pipeline, Transform, type Readable } from "node:stream";
import { HuntProtocolError, HuntTimeoutError } from "../errors/request-errors.js";
import { type HuntError, HuntInputError, type RequestFacts } from "../errors/hunt-error.js";
import type { Clock } from "./clock.js";
import { toConnectionFailure } from "./connection-failure.js";
import { type Redactor, toSafeCause } from "./redact.js";
import { toResponseError } from "./response-error.js";
import { BodyDamagedError, decompress, toText } from "./decompress.js";
import { BodyTooLargeError, type Transport, type TransportResponse } from "./transport.js";

/** What all requests of a client have in common. */
export interface AttemptSettings {
  transport: Transport;
  clock: Clock;
  /** Bytes; a larger answer is an error. */
  maxBodyBytes: number;
}

/** A request and what there is to know of it. */
export interface Outgoing {
  method: string;
  origin: string;
  path: string;
  headers: Record<string, string>;
  /** JSON, or what opens the bytes to send, anew for each attempt. */
  body: string | (() => Readable) | undefined;
  redact: Redactor;
  /** The caller's, to give up early. */
  signal: AbortSignal | undefined;
  /** What is known of the request; asked for only when something has gone wrong. */
  facts: () => RequestFacts;
}

/** How long an attempt may take, and which limit that is. */
export interface TimeLimit {
  timeoutMs: number;
  limit: "attempt" | "deadline";
}

/** A 2xx answer with its whole body, unpacked. */
export interface Success {
  status: number;
  headers: TransportResponse["headers"];
  body: Uint8Array;
}

/** Bytes: no error that a person is to read is longer. */
const maxErrorBytes = 64 * 2 ** 10;

/**
 * Sends a request once and reads the whole answer.
 *
 * @throws {HuntError} for whatever is not a 2xx answer
 * @throws the reason of the caller's signal when that aborted
 */
export function attempt(request: Outgoing, settings: AttemptSettings, time: TimeLimit): Promise<Success> {
  const { method, origin, path, headers, signal } = request;
  const maxBodyBytes = (status: number) => (isSuccess(status) ? settings.maxBodyBytes : maxErrorBytes);
  // The outcome does not wait for the transport to notice the end: undici does not watch while it connects.
  return new Promise((resolve, reject) => {
    let abort: () => void = () => {};
    let body: string | Readable | undefined;
    const finish = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", giveUp);
      // undici closes a stream only once it has begun to send it.
      if (typeof body === "object") body.destroy();
    };
    const fail = (reason: unknown) => {
      finish();
      reject(reason);
    };
    const stop = (reason: unknown) => {
      fail(reason);
      abort();
    };
    const succeed = (success: Success) => {
      finish();
      resolve(success);
    };
    const giveUp = () => stop(signal?.reason);
    const timer = setTimeout(() => stop(createTimeoutError(request, time)), time.timeoutMs);
    try {
      body =
        typeof request.body === "function"
          ? trackProgress(
              request.body(),
              () => timer.refresh(),
              (error) => stop(createUnreadableError(error)),
            )
          : request.body;
    } catch (error) {
      return stop(createUnreadableError(error));
    }
    if (signal?.aborted) return giveUp();
    signal?.addEventListener("abort", giveUp, { once: true });
    const receive = (answer: TransportResponse) => {
      const outcome = readResponse(answer, request, settings);
      if (outcome instanceof Promise) outcome.then(succeed, fail);
      else succeed(outcome);
    };
    settings.transport
      .send({ method, origin, path, headers, body, maxBodyBytes, onAbort: (given) => (abort = given) })
      .then(receive, (error: unknown) => {
        // A request that the transport rejects was not sent.
        if (error instanceof HuntInputError) fail(error);
        else fail(toConnectionFailure(error, new URL(origin).host, request.facts(), request.redact));
      })
      .catch(fail);
  });
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/** @throws {HuntError} for whatever is not a whole 2xx answer */
function readResponse(
  answer: TransportResponse,
  request: Outgoing,
  settings: AttemptSettings,
): Success | Promise<Success> {
  const { status, headers, broken } = answer;
  if (!isSuccess(status)) return throwResponseError(answer, request, settings);
  const toBroken = (error: unknown) => toBrokenBodyError(error, request, status, settings.maxBodyBytes);
  if (broken !== undefined) throw toBroken(broken);
  if (answer.body.byteLength > settings.maxBodyBytes) throw toBroken(new BodyTooLargeError());
  try {
    const body = decompress(answer, settings.maxBodyBytes);
    if (!(body instanceof Promise)) return { status, headers, body };
    return body.then(
      (bytes) => ({ status, headers, body: bytes }),
      (error: unknown) => Promise.reject(toBroken(error)),
    );
  } catch (error) {
    throw toBroken(error);
  }
}

/** The status says what matters: of a body that breaks off, is damaged or goes on for ever, nothing is said. */
async function throwResponseError(
  answer: TransportResponse,
  { facts, headers, redact }: Outgoing,
  { clock }: AttemptSettings,
): Promise<never> {
  const text =
    answer.broken === undefined
      ? await (async () => toText(await decompress(answer, maxErrorBytes)))().catch(() => "")
      : "";
  throw toResponseError(answer, text, facts(), redact, clock.now(), headers["authorization"] !== undefined);
}

function createTimeoutError({ facts }: Outgoing, { limit, timeoutMs }: TimeLimit): HuntError {
  const known = facts();
  const what = limit === "attempt" ? "one attempt" : "the rest of the deadline";
  return new HuntTimeoutError(
    `${known.method} ${known.path}: HUNT did not answer in time (${timeoutMs} ms, ${what}).`,
    known,
    limit,
  );
}

/** A stream that tells of each piece that is taken of it: a large one takes its time, which is no sign of trouble. */
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
    `upload: what is to be sent cannot be read: ${(error as Error).message}`,
  );
}

function toBrokenBodyError(
  error: unknown,
  { facts, redact }: Outgoing,
  status: number,
  maxBodyBytes: number,
): HuntError {
  const known = { ...facts(), status };
  const says = (sentence: string) => `${known.method} ${known.path}: ${sentence}`;
  if (error instanceof BodyTooLargeError) {
    return new HuntProtocolError(
      says(
        `the answer is larger than ${maxBodyBytes} bytes. Ask for fewer rows or fields, or raise maxBodyBytes.`,
      ),
      known,
      "too-large",
    );
  }
  const sentence =
    error instanceof BodyDamagedError
      ? "the packed answer is incomplete or damaged."
      : "the connection broke before the answer was complete.";
  return new HuntProtocolError(says(sentence), { ...known, cause: toSafeCause(error, redact) }, "truncated");
}
