import { describe, expect, it } from "vitest";
import { HuntClient } from "../src/index.js";
import { createVirtualClock } from "@huntkit/testing";
import { createClient, catchError, holdTimers, serve, useSandbox, waitForRequests } from "./helpers.js";
import { sampleToken } from "@huntkit/test-kit/values";

const sandbox = useSandbox({ now: "2026-03-01T00:00:00Z" });

function start(options = {}) {
  const clock = createVirtualClock("2026-03-01T00:00:00Z");
  return { clock, client: createClient(sandbox().url, { token: sandbox().tokens.admin, clock, ...options }) };
}

describe("a request is retried", () => {
  it("retries until it succeeds, after delays that double", async () => {
    const { clock, client } = start();
    sandbox().faults.add({ kind: "status", status: 503, times: 2 });
    expect(await client.request({ path: "Alerts/count" })).toMatchObject({ data: { count: 3000 } });
    expect(clock.sleeps).toEqual([300, 600]);
  });

  it("retries after the number of seconds in Retry-After", async () => {
    const { clock, client } = start({ random: () => 0 });
    sandbox().faults.add({ kind: "status", status: 429, retryAfter: 7 });
    await client.request({ path: "Alerts/count" });
    expect(clock.sleeps).toEqual([7_000]);
  });

  it("retries at the date in Retry-After", async () => {
    const { clock, client } = start({ random: () => 0 });
    sandbox().faults.add({ kind: "status", status: 503, retryAfter: "Sun, 01 Mar 2026 00:00:20 GMT" });
    await client.request({ path: "Alerts/count" });
    expect(clock.sleeps).toEqual([20_000]);
  });

  it("retries after a reset, a truncated response, and a closed keep-alive connection", async () => {
    for (const kind of ["reset", "truncated", "close-after"] as const) {
      const { client } = start();
      await client.request({ path: "version" });
      sandbox().faults.add({ kind });
      await client.request({ path: "Alerts/count" });
      expect(await client.request({ path: "Alerts/count" })).toMatchObject({ status: 200 });
    }
  });

  it("retries up to the maximum of the retry policy", async () => {
    const { client } = start({ retry: { retries: 0 } });
    sandbox().faults.add({ kind: "status", status: 503 });
    expect(await catchError(client.request({ path: "Alerts/count" }))).toMatchObject({ attempts: 1 });
  });

  it("does not retry or wait if the delay would end after the deadline", async () => {
    const { clock, client } = start({ deadlineMs: 10_000 });
    sandbox().faults.add({ kind: "status", status: 503, retryAfter: 30 });
    expect(await catchError(client.request({ path: "Alerts/count" }))).toMatchObject({
      code: "HUNT_SERVER",
      attempts: 1,
      retryAfterMs: 30_000,
    });
    expect(clock.sleeps).toEqual([]);
  });

  it("does not retry if another attempt of the same duration would end after the deadline", async () => {
    const clock = createVirtualClock();
    const { client } = start({
      clock,
      deadlineMs: 10_000,
      random: () => 0,
      transport: {
        send: async () => {
          clock.advance(4_000);
          throw new Error("lost");
        },
        close: async () => {},
      },
    });
    expect(await catchError(client.request({ path: "x" }))).toMatchObject({
      code: "HUNT_CONNECTION",
      attempts: 2,
    });
  });
});

describe("A write is sent again only if that is safe: a POST", () => {
  const create = (client: HuntClient, value: string) =>
    client.request({ method: "POST", path: "userComments", body: { relatedId: "x", value } });
  const made = (value: string) =>
    sandbox()
      .records("userComments")
      .filter((row) => row["value"] === value).length;

  it("is retried after 429, because nothing was executed", async () => {
    sandbox().faults.add({ kind: "status", status: 429, times: 2 });
    await create(start().client, "after 429");
    expect(made("after 429")).toBe(1);
  });

  it.each(["reset", "reset-after-headers", "truncated", "truncated-gzip"] as const)(
    "is never executed twice if the response is lost (%s)",
    async (kind) => {
      sandbox().faults.add({ kind, times: Infinity });
      expect(await catchError(create(start().client, kind))).toMatchObject({ attempts: 1, method: "POST" });
      expect(sandbox().requests).toHaveLength(1);
      expect(made(kind)).toBe(kind === "reset" ? 0 : 1);
    },
  );

  it("is not retried after a timeout", async () => {
    const advance = holdTimers();
    sandbox().faults.add({ kind: "hang", times: Infinity });

    const failing = catchError(create(start().client, "hang"));
    await waitForRequests(sandbox(), 1);
    advance(30_000);

    expect(await failing).toMatchObject({ attempts: 1, method: "POST" });
    expect(sandbox().requests).toHaveLength(1);
    expect(made("hang")).toBe(0);
  });

  it.each([500, 502, 503, 504])("is not retried after %i", async (status) => {
    sandbox().faults.add({ kind: "status", status, times: Infinity });
    expect(await catchError(create(start().client, String(status)))).toMatchObject({ status, attempts: 1 });
  });
});

describe("an aborted request", () => {
  const reason = new Error("enough");

  it("sends nothing if the signal is already aborted", async () => {
    await expect(
      start().client.request({ path: "Alerts/count", signal: AbortSignal.abort(reason) }),
    ).rejects.toBe(reason);
    expect(sandbox().requests).toHaveLength(0);
  });

  it("rejects immediately while it waits for a response", async () => {
    const { url } = await serve(() => controller.abort(reason));
    const controller = new AbortController();
    await expect(createClient(url).request({ path: "x", signal: controller.signal })).rejects.toBe(reason);
  });

  it("rejects immediately while the response is incomplete", async () => {
    const controller = new AbortController();
    const { url } = await serve((_, response) => {
      response.write("[1,");
      setImmediate(() => controller.abort(reason));
    });
    await expect(createClient(url).request({ path: "x", signal: controller.signal })).rejects.toBe(reason);
  });

  it("sends nothing more if the signal aborts during a delay", async () => {
    const controller = new AbortController();
    const clock = createVirtualClock();
    const { client } = start({
      clock: {
        ...clock,
        sleep: (ms: number, signal?: AbortSignal) => (controller.abort(reason), clock.sleep(ms, signal)),
      },
    });
    sandbox().faults.add({ kind: "status", status: 503, times: Infinity });
    await expect(client.request({ path: "Alerts/count", signal: controller.signal })).rejects.toBe(reason);
    expect(sandbox().requests).toHaveLength(1);
  });

  it("rejects during a delay of the system clock", async () => {
    const controller = new AbortController();
    const client = new HuntClient({
      instance: sandbox().url,
      token: sandbox().tokens.admin,
      random: () => 1,
      retry: { baseDelayMs: 60_000, maxDelayMs: 60_000 },
    });
    sandbox().faults.add({ kind: "status", status: 503, times: Infinity });
    const pending = client.request({ path: "Alerts/count", signal: controller.signal });
    await waitForRequests(sandbox(), 1);
    controller.abort(reason);
    await expect(pending).rejects.toBe(reason);
    await client.close();
  });
});

describe("A token goes only to its own origin: a redirect", () => {
  it("does not follow a redirect, so the token is not sent to another origin", async () => {
    const visitors: unknown[] = [];
    const { url } = await serve((request, response) => {
      visitors.push(request.headers);
      response.end("{}");
    });
    sandbox().faults.add({ kind: "redirect", location: `${url}/api/Alerts?access_token=${sampleToken}` });
    const error = await catchError(start().client.request({ path: "Alerts" }));
    expect(error).toMatchObject({
      problem: "redirect",
      message: expect.stringContaining(`${url}/api/Alerts`),
    });
    expect(error.message).not.toContain("access_token");
    expect(visitors).toEqual([]);
  });
});
