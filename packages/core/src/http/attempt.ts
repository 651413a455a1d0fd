import { HuntProtocolError } from "../errors/answer-errors.js";
import { HuntTimeoutError } from "../errors/connection-errors.js";
import type { HuntError, RequestFacts } from "../errors/hunt-error.js";
import type { Clock } from "./clock.js";
import { toConnectionFailure } from "./connection-failure.js";
import { BodyDamaged, BodyTooLarge, readBody } from "./read-body.js";
import type { Redact } from "./redact.js";
import { toRefusal } from "./refusal.js";
import { safeCause } from "./safe-cause.js";
import type { Transport, TransportAnswer, TransportRequest } from "./transport.js";

/** What one attempt needs to know beside the request. */
export interface AttemptContext {
  transport: Transport;
  clock: Clock;
  redact: Redact;
  /** Bytes; a larger answer is an error. */
  maxBodyBytes: number;
  /** Milliseconds that this attempt may take, and which limit that is. */
  timeoutMs: number;
  limit: "attempt" | "deadline";
  /** The caller's, to give up early. */
  signal: AbortSignal | undefined;
  /** What is known of the request; asked for only when something has gone wrong. */
  facts: () => RequestFacts;
}

/** A 2xx answer with its whole body as text. */
export interface Success {
  status: number;
  headers: TransportAnswer["headers"];
  body: string;
}

/** Bytes: no error that a person is to read is longer. */
const maxErrorBytes = 64 * 2 ** 10;

/**
 * Sends a request once and reads the whole answer.
 *
 * @throws {HuntError} for whatever is not a 2xx answer
 * @throws the reason of the caller's signal when that aborted
 */
export function attempt(request: Omit<TransportRequest, "signal">, context: AttemptContext): Promise<Success> {
  const { signal } = context;
  const end = new AbortController();
  // The outcome does not wait for the transport to notice the end: undici does not watch while it connects.
  return new Promise((resolve, reject) => {
    const stop = (reason: unknown) => {
      finish();
      reject(reason);
      end.abort();
    };
    const giveUp = () => stop(signal?.reason);
    const timer = setTimeout(() => stop(outOfTime(context)), context.timeoutMs);
    const finish = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", giveUp);
    };
    signal?.addEventListener("abort", giveUp, { once: true });
    sendAndRead({ ...request, signal: end.signal }, context).then(
      (success) => {
        finish();
        resolve(success);
      },
      (error: unknown) => {
        finish();
        reject(error);
      },
    );
  });
}

async function sendAndRead(request: TransportRequest, { transport, clock, redact, maxBodyBytes, facts }: AttemptContext): Promise<Success> {
  let answer: TransportAnswer;
  try {
    answer = await transport.send(request);
  } catch (error) {
    throw toConnectionFailure(error, new URL(request.origin).host, facts(), redact);
  }
  const { status, headers } = answer;
  if (status < 200 || status >= 300) throw toRefusal(answer, await readErrorBody(answer), facts(), redact, clock.now());
  try {
    return { status, headers, body: await readBody(answer, maxBodyBytes) };
  } catch (error) {
    throw toBrokenBody(error, { ...facts(), status }, redact, maxBodyBytes);
  }
}

/** The status says what matters: of a body that breaks off, is damaged or goes on for ever, nothing is said. */
async function readErrorBody(answer: TransportAnswer): Promise<string> {
  return readBody(answer, maxErrorBytes).catch(() => "");
}

function outOfTime({ facts, limit, timeoutMs }: AttemptContext): HuntError {
  const known = facts();
  const what = limit === "attempt" ? "one attempt" : "the rest of the deadline";
  return new HuntTimeoutError(`${known.method} ${known.path}: HUNT did not answer in time (${timeoutMs} ms, ${what}).`, known, limit);
}

function toBrokenBody(error: unknown, facts: RequestFacts, redact: Redact, maxBodyBytes: number): HuntError {
  const says = (sentence: string) => `${facts.method} ${facts.path}: ${sentence}`;
  if (error instanceof BodyTooLarge) {
    return new HuntProtocolError(says(`the answer is larger than ${maxBodyBytes} bytes. Ask for fewer rows or fields, or raise maxBodyBytes.`), facts, "too-large");
  }
  const sentence = error instanceof BodyDamaged ? "the packed answer is incomplete or damaged." : "the connection broke before the answer was complete.";
  return new HuntProtocolError(says(sentence), { ...facts, cause: safeCause(error, redact) }, "truncated");
}
