import { HuntProtocolError } from "../errors/answer-errors.js";
import { HuntTimeoutError } from "../errors/connection-errors.js";
import type { HuntError, RequestFacts } from "../errors/hunt-error.js";
import type { Clock } from "./clock.js";
import { toConnectionFailure } from "./connection-failure.js";
import { orAborted } from "./or-aborted.js";
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
  facts: RequestFacts;
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
export async function attempt(request: Omit<TransportRequest, "signal">, context: AttemptContext): Promise<Success> {
  const { transport, clock, redact, signal, facts } = context;
  const end = new AbortController();
  const giveUp = () => end.abort(signal?.reason);
  signal?.addEventListener("abort", giveUp, { once: true });
  const timer = setTimeout(() => end.abort(), context.timeoutMs);
  let answer: TransportAnswer | undefined;
  try {
    answer = await orAborted(transport.send({ ...request, signal: end.signal }), end.signal);
    const { status, headers } = answer;
    if (status >= 200 && status < 300) return { status, headers, body: await orAborted(readBody(answer, context.maxBodyBytes), end.signal) };
    throw toRefusal(answer, await orAborted(readErrorBody(answer), end.signal), facts, redact, clock.now());
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    if (end.signal.aborted) throw outOfTime(context);
    if (!answer) throw toConnectionFailure(error, new URL(request.origin).host, facts, redact);
    throw answer.status >= 200 && answer.status < 300 ? toBrokenBody(error, { ...facts, status: answer.status }, context) : error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", giveUp);
  }
}

/** The status says what matters: of a body that breaks off, is damaged or goes on for ever, nothing is said. */
async function readErrorBody(answer: TransportAnswer): Promise<string> {
  return readBody(answer, maxErrorBytes).catch(() => "");
}

function outOfTime({ facts, limit, timeoutMs }: AttemptContext): HuntError {
  const what = limit === "attempt" ? "one attempt" : "the rest of the deadline";
  return new HuntTimeoutError(`${facts.method} ${facts.path}: HUNT did not answer in time (${timeoutMs} ms, ${what}).`, facts, limit);
}

function toBrokenBody(error: unknown, facts: RequestFacts, { redact, maxBodyBytes }: AttemptContext): HuntError {
  const says = (sentence: string) => `${facts.method} ${facts.path}: ${sentence}`;
  if (error instanceof BodyTooLarge) {
    return new HuntProtocolError(says(`the answer is larger than ${maxBodyBytes} bytes. Ask for fewer rows or fields, or raise maxBodyBytes.`), facts, "too-large");
  }
  const sentence = error instanceof BodyDamaged ? "the packed answer is incomplete or damaged." : "the connection broke before the answer was complete.";
  return new HuntProtocolError(says(sentence), { ...facts, cause: safeCause(error, redact) }, "truncated");
}
