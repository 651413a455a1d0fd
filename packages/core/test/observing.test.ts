import { tracingChannel } from "node:diagnostics_channel";
import { format } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { HuntClient, type Hooks, type RequestTrace } from "../src/index.js";
import type { LogLevel } from "../src/http/hooks.js";
import { expectNoToken, createVirtualClock } from "@huntkit/testing";
import { createClient, catchError, serve, useSandbox } from "./helpers.js";
import { sampleToken } from "@huntkit/test-kit/values";

const sandbox = useSandbox();

/** Creates a client whose hooks and logger record everything that they receive. */
function observed(options: { logLevel?: LogLevel | "off" } = {}) {
  const events: unknown[][] = [];
  const lines: string[] = [];
  const note = (name: string) => (event: object) => void events.push([name, event]);
  const hooks: Hooks = { onRequest: note("request"), onResponse: note("response"), onRetry: note("retry") };
  const log = (level: string) => (message: string) => void lines.push(`${level} ${message}`);
  const logger = { debug: log("debug"), info: log("info"), warn: log("warn"), error: log("error") };
  const clock = createVirtualClock();
  return {
    events,
    lines,
    client: createClient(sandbox().url, { token: sandbox().tokens.admin, clock, hooks, logger, ...options }),
  };
}

describe("hooks", () => {
  it("report each attempt, each response, and each delay", async () => {
    const { client, events } = observed();
    sandbox().faults.add({ kind: "status", status: 503 });
    await client.request({ path: "Alerts/count" });
    const attempt = (count: number) => ({ method: "GET", path: "Alerts/count", attempt: count });
    expect(events).toEqual([
      ["request", attempt(1)],
      ["response", { ...attempt(1), status: 503, durationMs: 0 }],
      ["retry", { ...attempt(1), error: expect.objectContaining({ code: "HUNT_SERVER" }), delayMs: 300 }],
      ["request", attempt(2)],
      ["response", { ...attempt(2), status: 200, durationMs: 0 }],
    ]);
  });

  it("report no response if none arrived", async () => {
    const { client, events } = observed();
    sandbox().faults.add({ kind: "reset", times: Infinity });
    await catchError(client.request({ method: "POST", path: "flags", body: {} }));
    expect(events.map(([name]) => name)).toEqual(["request"]);
  });

  it("do not receive the token, the query, or a token in the path", async () => {
    const { client, events, lines } = observed({ logLevel: "debug" });
    sandbox().faults.add({ match: "GET Alerts", kind: "status", status: 503 });
    const { token } = await client.tokens.create("hidden from hooks");
    await client.request({
      path: "Alerts",
      query: { filter: { where: { hostname: "crown-jewels" }, limit: 1 } },
    });
    await client.tokens.revoke(token.reveal(), { confirmed: true }).catch(() => {});
    for (const secret of [sandbox().tokens.admin, token.reveal()]) expectNoToken({ events, lines }, secret);
    expect(JSON.stringify([events, lines])).not.toContain("crown-jewels");
  });

  it("can add headers, such as traceparent, but not replace the client's own", async () => {
    const seen: Record<string, unknown>[] = [];
    const { url } = await serve((request, response) => {
      seen.push(request.headers);
      response.end("{}");
    });
    const onRequest = () => ({ TraceParent: "00-1-2-01", Accept: "text/html" });
    await createClient(url, { token: sampleToken, hooks: { onRequest } }).request({ path: "x" });
    expect(seen[0]).toMatchObject({
      traceparent: "00-1-2-01",
      accept: "application/json",
      authorization: sampleToken,
    });
  });

  it("cannot add credentials", async () => {
    const onRequest = () => ({ authorization: "Bearer x" });

    const error = await catchError(createClient(sandbox().url, { hooks: { onRequest } }).version());

    expect(error).toMatchObject({ code: "HUNT_INPUT", input: "headers", problem: "credentials" });
    expect(sandbox().requests).toHaveLength(0);
  });

  it("can stop a request by throwing", async () => {
    const reason = new Error("not today");
    const onRequest = () => {
      throw reason;
    };
    await expect(createClient(sandbox().url, { hooks: { onRequest } }).version()).rejects.toBe(reason);
    expect(sandbox().requests).toHaveLength(0);
  });
});

describe("log lines", () => {
  it("prints log lines with percent signs unchanged", async () => {
    const { client, lines } = observed();
    sandbox().faults.add({ kind: "status", status: 503, body: { error: { message: "100%done" } } });
    await client.request({ path: "Alerts/count" });
    expect(format(lines[0], "")).toContain("100%done");
  });

  it("rejects an unknown logLevel", () => {
    expect(
      () => new HuntClient({ instance: "acme", env: {}, logger: console, logLevel: "silent" as "off" }),
    ).toThrow(expect.objectContaining({ code: "HUNT_INPUT", input: "logLevel" }) as Error);
  });
});

describe("a logger", () => {
  it.each([
    [
      "debug",
      [
        "debug huntkit: GET Alerts/count",
        "debug huntkit: GET Alerts/count: 503 in 0 ms",
        expect.stringMatching(
          /^warn huntkit: GET Alerts\/count: HUNT could not process the request \(503.*\)\. Attempt 2 starts in 300 ms\.$/,
        ),
        "debug huntkit: GET Alerts/count (attempt 2)",
        "debug huntkit: GET Alerts/count (attempt 2): 200 in 0 ms",
      ],
    ],
    ["warn", [expect.stringMatching(/^warn /)]],
    [undefined, [expect.stringMatching(/^warn /)]],
    ["error", []],
    ["off", []],
  ] as const)("writes the lines of its level: %s", async (logLevel, expected) => {
    const { client, lines } = observed(logLevel && { logLevel });
    sandbox().faults.add({ kind: "status", status: 503 });
    await client.request({ path: "Alerts/count" });
    expect(lines).toEqual(expected);
  });
});

describe("the tracing channel huntkit:request", () => {
  it("publishes the start and the end of a request, with its route instead of its IDs", async () => {
    const seen: [string, RequestTrace][] = [];
    const note = (name: string) => (trace: unknown) => void seen.push([name, { ...(trace as RequestTrace) }]);
    const channel = tracingChannel("huntkit:request");
    const subscriber = {
      start: note("start"),
      end: () => {},
      asyncStart: () => {},
      asyncEnd: note("end"),
      error: note("error"),
    };
    channel.subscribe(subscriber);
    onTestFinished(() => channel.unsubscribe(subscriber));
    const client = createClient(sandbox().url, { token: sandbox().tokens.admin });
    await client.alerts.get((await client.alerts.list().first())!.id);
    const error = await catchError(client.alerts.get("0f8fad5b-d9cb-469f-a165-70867728950e"));
    const trace = { method: "GET", route: "Alerts/{id}", origin: sandbox().url };
    expect(seen.slice(2)).toEqual([
      ["start", trace],
      ["end", { ...trace, result: { status: 200, attempts: 1 } }],
      ["start", trace],
      ["error", { ...trace, error }],
      ["end", { ...trace, error }],
    ]);
  });

  it("does not publish the response of HUNT or a token in the path", async () => {
    const traces: unknown[] = [];
    const channel = tracingChannel("huntkit:request");
    const subscriber = {
      start: () => {},
      end: () => {},
      asyncStart: () => {},
      asyncEnd: (trace: unknown) => void traces.push(trace),
      error: () => {},
    };
    channel.subscribe(subscriber);
    onTestFinished(() => channel.unsubscribe(subscriber));
    const { admin } = sandbox().tokens;
    const client = createClient(sandbox().url, { token: admin });
    const { token, record } = await client.tokens.create("traced");
    await catchError(client.request({ path: `AccessTokens/${admin}` }));
    await client.tokens.revoke(record.handle);
    for (const secret of [token.reveal(), admin]) expectNoToken(traces, secret);
    expect(traces).toHaveLength(3);
  });
});
