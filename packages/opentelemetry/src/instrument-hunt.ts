import { tracingChannel } from "node:diagnostics_channel";
import {
  metrics,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Histogram,
  type MeterProvider,
  type Span,
  type TracerProvider,
} from "@opentelemetry/api";
import type { RequestTrace } from "@huntkit/core";
import { describeOutcome, getRequestAttributes } from "./attributes.js";

/** Where the spans and metrics go. */
export interface InstrumentOptions {
  /** Default: the global provider. */
  readonly tracerProvider?: TracerProvider;
  /** Default: the global provider. Register it before the first request. */
  readonly meterProvider?: MeterProvider;
}

/** A request that has not ended. */
interface Pending {
  readonly span: Span;
  readonly attributes: Attributes;
  /** Milliseconds. */
  readonly startedAt: number;
}

const scope = "@huntkit/opentelemetry";

/** Boundaries in seconds (OpenTelemetry, "Semantic conventions for HTTP metrics"). */
const boundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

/**
 * Creates a span for each request that `@huntkit/core` sends after this, and records its duration, with the names
 * of OpenTelemetry's semantic conventions for HTTP clients. A request with its retries is one span.
 *
 * The address, the query, and the messages of errors are not recorded, because they may contain IDs, conditions,
 * and data of HUNT.
 *
 * @returns a function that stops it
 * @example
 * const stop = instrumentHunt();
 */
export function instrumentHunt({ tracerProvider, meterProvider }: InstrumentOptions = {}): () => void {
  const channel = tracingChannel<unknown, RequestTrace>("huntkit:request");
  const tracer = (tracerProvider ?? trace).getTracer(scope);
  const pending = new WeakMap<RequestTrace, Pending>();
  let durations: Histogram | undefined;

  const onStart = (message: unknown): void => {
    const request = message as RequestTrace;
    const attributes = getRequestAttributes(request);
    const name = `${request.method} ${attributes["url.template"]}`;
    const span = tracer.startSpan(name, { kind: SpanKind.CLIENT, attributes });
    pending.set(request, { span, attributes, startedAt: performance.now() });
  };

  const onEnd = (message: unknown): void => {
    const request = message as RequestTrace;
    const started = pending.get(request);
    if (started === undefined) return;
    const { span, attributes, startedAt } = started;
    const outcome = describeOutcome(request);
    durations ??= createHistogram(meterProvider);
    durations.record((performance.now() - startedAt) / 1000, { ...attributes, ...outcome.attributes });
    span.setAttributes(outcome.attributes);
    if (outcome.resendCount > 0) span.setAttribute("http.request.resend_count", outcome.resendCount);
    if (outcome.hasFailed) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  };

  channel.start.subscribe(onStart);
  channel.asyncEnd.subscribe(onEnd);
  return () => {
    channel.start.unsubscribe(onStart);
    channel.asyncEnd.unsubscribe(onEnd);
  };
}

function createHistogram(provider: MeterProvider | undefined): Histogram {
  return (provider ?? metrics).getMeter(scope).createHistogram("http.client.request.duration", {
    description: "Duration of HTTP client requests.",
    unit: "s",
    advice: { explicitBucketBoundaries: boundaries },
  });
}
