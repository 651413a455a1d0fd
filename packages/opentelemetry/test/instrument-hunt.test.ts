import { HuntClient, type HuntClientOptions } from "@huntkit/core";
import { createVirtualClock, expectNoToken, useHunt } from "@huntkit/testing";
import { context, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
  type HistogramMetricData,
} from "@opentelemetry/sdk-metrics";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
  type ReadableSpan,
} from "@opentelemetry/sdk-trace-base";
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { instrumentHunt } from "../src/index.js";

const hunt = useHunt(HuntClient, { beforeAll, afterEach, afterAll });
const sandbox = () => hunt().sandbox;
const server = () => {
  const { hostname, port } = new URL(sandbox().url);
  return { "server.address": hostname, "server.port": Number(port) };
};

/** Starts the instrumentation with exporters in memory, and a client. */
function start(options: Partial<HuntClientOptions> = {}) {
  const spanExporter = new InMemorySpanExporter();
  const tracerProvider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spanExporter)] });
  const metricExporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter: metricExporter });
  const meterProvider = new MeterProvider({ readers: [reader] });
  const stop = instrumentHunt({ tracerProvider, meterProvider });
  const client = new HuntClient({
    instance: sandbox().url,
    token: sandbox().tokens.admin,
    env: {},
    clock: createVirtualClock(),
    ...options,
  });
  onTestFinished(async () => {
    stop();
    await Promise.all([client.close(), meterProvider.shutdown(), tracerProvider.shutdown()]);
  });
  const readDurations = async (): Promise<HistogramMetricData> => {
    await reader.forceFlush();
    const [metric] = metricExporter.getMetrics().at(-1)!.scopeMetrics[0]!.metrics;
    return metric as HistogramMetricData;
  };
  return { client, stop, tracerProvider, spans: () => spanExporter.getFinishedSpans(), readDurations };
}

const summarize = ({ name, kind, status, attributes }: ReadableSpan) => ({ name, kind, status, attributes });

describe("a span", () => {
  it("has the name and the attributes of OpenTelemetry's conventions for HTTP clients", async () => {
    const { client, spans } = start();

    await client.alerts.count();

    expect(spans().map(summarize)).toEqual([
      {
        name: "GET Alerts/count",
        kind: SpanKind.CLIENT,
        status: { code: SpanStatusCode.UNSET },
        attributes: {
          "http.request.method": "GET",
          "url.template": "Alerts/count",
          "http.response.status_code": 200,
          ...server(),
        },
      },
    ]);
  });

  it("has the route instead of the ID of a record, and an error for a status of 400 or more", async () => {
    const { client, spans } = start();

    await client.alerts.get("0f8fad5b-d9cb-469f-a165-70867728950e").catch(() => {});

    expect(spans().map(summarize)).toEqual([
      {
        name: "GET Alerts/{id}",
        kind: SpanKind.CLIENT,
        status: { code: SpanStatusCode.ERROR },
        attributes: {
          "http.request.method": "GET",
          "url.template": "Alerts/{id}",
          "http.response.status_code": 404,
          "error.type": "404",
          ...server(),
        },
      },
    ]);
  });

  it("replaces IDs that a program wrote into a path", async () => {
    const { client, spans } = start();

    for (const id of ["0f8fad5b-d9cb-469f-a165-70867728950e", "42", "Ab9".repeat(20)])
      await client.request({ path: `Alerts/${id}` }).catch(() => {});

    expect(spans().map(({ name }) => name)).toEqual(Array.from({ length: 3 }, () => "GET Alerts/{id}"));
  });

  it("has the number of retries", async () => {
    const { client, spans } = start();
    sandbox().faults.add({ kind: "status", status: 503, times: 2 });

    await client.alerts.count();

    expect(spans()[0]!.attributes).toMatchObject({
      "http.response.status_code": 200,
      "http.request.resend_count": 2,
    });
  });

  it("has the code of the error if there is no response", async () => {
    const { client, spans } = start();
    sandbox().faults.add({ kind: "reset", times: Infinity });

    await client.request({ method: "POST", path: "flags", body: {} }).catch(() => {});

    const [span] = spans();
    expect(span!.status).toEqual({ code: SpanStatusCode.ERROR });
    expect(span!.attributes).toMatchObject({ "error.type": "HUNT_CONNECTION" });
    expect(span!.attributes).not.toHaveProperty("http.response.status_code");
  });

  it("has the name of an error without a code, such as that of an aborted request", async () => {
    const { client, spans } = start();

    await client.alerts.count({}, { signal: AbortSignal.abort() }).catch(() => {});

    expect(spans()[0]!.attributes).toMatchObject({ "error.type": "AbortError" });
  });

  it("is a child of the active span", async () => {
    const { client, spans, tracerProvider } = start();
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    onTestFinished(() => context.disable());
    const job = tracerProvider.getTracer("test").startSpan("job");

    await context.with(trace.setSpan(context.active(), job), () => client.alerts.count());

    expect(spans()[0]!.parentSpanContext?.spanId).toBe(job.spanContext().spanId);
  });

  it("contains neither a token nor a condition", async () => {
    const { client, spans, readDurations } = start();
    const { admin } = sandbox().tokens;

    await client.alerts.list({ where: { hostname: "crown-jewels" }, limit: 1 }).toArray();
    const { token, record } = await client.tokens.create("traced");
    await client.request({ path: `AccessTokens/${token.reveal()}` }).catch(() => {});
    await client.request({ path: `AccessTokens/${admin}` }).catch(() => {});
    await client.tokens.revoke(record.handle);

    const exported = [spans().map(summarize), (await readDurations()).dataPoints];
    for (const secret of [admin, token.reveal()]) expectNoToken(exported, secret);
    expect(JSON.stringify(exported)).not.toContain("crown-jewels");
    expect(spans().length).toBeGreaterThan(4);
  });
});

describe("the metric http.client.request.duration", () => {
  it("counts the requests by route and status, in seconds", async () => {
    const { client, readDurations } = start();

    await client.alerts.count();
    await client.alerts.count();
    await client.alerts.get("0f8fad5b-d9cb-469f-a165-70867728950e").catch(() => {});

    const { descriptor, dataPoints } = await readDurations();
    expect(descriptor).toMatchObject({ name: "http.client.request.duration", unit: "s" });
    expect(dataPoints.map(({ attributes, value }) => [attributes, value.count])).toEqual([
      [
        {
          "http.request.method": "GET",
          "url.template": "Alerts/count",
          "http.response.status_code": 200,
          ...server(),
        },
        2,
      ],
      [
        {
          "http.request.method": "GET",
          "url.template": "Alerts/{id}",
          "http.response.status_code": 404,
          "error.type": "404",
          ...server(),
        },
        1,
      ],
    ]);
    expect(dataPoints[0]!.value.buckets.boundaries.at(-1)).toBe(10);
  });
});

describe("instrumentHunt", () => {
  it("records nothing after the returned function was called", async () => {
    const { client, spans, stop } = start();

    stop();
    await client.alerts.count();

    expect(spans()).toEqual([]);
  });

  it("uses the global providers by default, also if they are registered later", async () => {
    const stop = instrumentHunt();
    onTestFinished(stop);
    const exporter = new InMemorySpanExporter();
    const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
    trace.setGlobalTracerProvider(provider);
    onTestFinished(() => trace.disable());

    await hunt().client.alerts.count();

    expect(exporter.getFinishedSpans().map(({ name }) => name)).toEqual(["GET Alerts/count"]);
  });
});
