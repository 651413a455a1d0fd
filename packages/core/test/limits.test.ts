import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Throttle } from "../src/http/throttle.js";
import { HuntClient } from "../src/index.js";
import { createVirtualClock } from "@huntkit/testing";
import { createClient, catchError, holdTimers, serve, useSandbox } from "./helpers.js";

const sandbox = useSandbox();
const turn = () => new Promise(setImmediate);

describe("limits.concurrency", () => {
  it("sends waiting requests in the order in which they were made", async () => {
    const pending: (() => void)[] = [];
    const order: string[] = [];
    const { url } = await serve((request, response) => {
      order.push(request.url!);
      pending.push(() => response.end("{}"));
    });
    const waitForPending = async (count: number) => {
      while (pending.length < count) await turn();
    };
    const client = createClient(url, { limits: { concurrency: 2 } });

    const all = ["a", "b", "c", "d"].map((path) => client.request({ path }));
    await waitForPending(2);
    await turn();
    expect(pending).toHaveLength(2);
    pending.shift()!();
    await waitForPending(2);
    for (const respond of pending.splice(0)) respond();
    await waitForPending(1);
    pending.shift()!();
    await Promise.all(all);

    expect([...order.slice(0, 2).sort(), ...order.slice(2)]).toEqual([
      "/api/a",
      "/api/b",
      "/api/c",
      "/api/d",
    ]);
  });

  it("releases the slot when an attempt fails, and during the delay before the retry", async () => {
    const client = createClient(sandbox().url, { token: sandbox().tokens.admin, limits: { concurrency: 1 } });
    sandbox().faults.add({ kind: "status", status: 503, times: 2 });
    await catchError(client.alerts.get("none"));
    expect(await client.alerts.count()).toBe(3000);
  });

  it("removes an aborted request from the queue without losing its slot", async () => {
    const throttle = new Throttle({ concurrency: 1 }, createVirtualClock());
    const controller = new AbortController();
    await throttle.enter(undefined);
    const waiting = throttle.enter(controller.signal);
    const next = throttle.enter(undefined);
    controller.abort(new Error("enough"));
    await expect(waiting).rejects.toThrow("enough");
    throttle.leave();
    await next;
    throttle.leave();
    await throttle.enter(undefined);
  });

  it("does not retry a request if its turn comes after the deadline, and reports the first error", async () => {
    holdTimers();
    const clock = createVirtualClock();
    const client = createClient(sandbox().url, {
      token: sandbox().tokens.admin,
      clock,
      deadlineMs: 5_000,
      limits: { perSecond: 0.1 },
    });
    sandbox().faults.add({ kind: "status", status: 429 });
    expect(await catchError(client.flags.create({ name: "late" }))).toMatchObject({
      code: "HUNT_RATE_LIMIT",
      attempts: 1,
    });
    expect(
      sandbox()
        .records("flags")
        .filter(({ name }) => name === "late"),
    ).toEqual([]);
  });

  it("does not count the wait for the first turn against the deadline", async () => {
    holdTimers();
    const clock = createVirtualClock();
    const client = createClient(sandbox().url, {
      token: sandbox().tokens.admin,
      clock,
      limits: { perSecond: 0.01 },
      deadlineMs: 1_000,
    });

    await client.alerts.count();
    await client.alerts.count();

    expect(clock.sleeps).toEqual([100_000]);
  });
});

describe("limits.perSecond", () => {
  it("sends a burst without a delay, and the rest at the rate", async () => {
    const clock = createVirtualClock();
    const client = createClient(sandbox().url, {
      token: sandbox().tokens.admin,
      clock,
      limits: { perSecond: 4, burst: 3 },
    });
    for (let count = 0; count < 5; count++) await client.alerts.count();
    expect(clock.sleeps).toEqual([250, 250]);
    clock.advance(10_000);
    for (let count = 0; count < 4; count++) await client.alerts.count();
    expect(clock.sleeps).toEqual([250, 250, 250]);
  });

  it("does not count aborted requests against the rate", async () => {
    const clock = createVirtualClock();
    const throttle = new Throttle({ perSecond: 1, concurrency: 1 }, clock);
    await throttle.enter(undefined);
    const controller = new AbortController();
    const waiting = Array.from({ length: 50 }, () =>
      throttle.enter(AbortSignal.any([controller.signal])).catch(() => "gave up"),
    );
    controller.abort();
    expect(new Set(await Promise.all(waiting))).toEqual(new Set(["gave up"]));
    throttle.leave();
    await throttle.enter(undefined);
    expect(clock.sleeps.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(2_000);
  });

  it("continues to send requests if the clock is set back", async () => {
    const clock = createVirtualClock();
    const throttle = new Throttle({ perSecond: 1 }, clock);
    await throttle.enter(undefined);
    clock.advance(-3_600_000);
    await throttle.enter(undefined);
    expect(clock.sleeps).toEqual([1_000]);
  });

  it("never exceeds the rate, whenever requests are made", async () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(
        gaps,
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 5 }),
        async (waits, perSecond, burst) => {
          const clock = createVirtualClock();
          const throttle = new Throttle({ perSecond, burst }, clock);
          const times: number[] = [];
          for (const wait of waits) {
            clock.advance(wait);
            await throttle.enter(undefined);
            times.push(clock.now());
          }
          const tooSoon = times.filter(
            (time, index) => time - (times[index - burst] ?? -Infinity) < 1000 / perSecond - 0.01,
          );
          expect(tooSoon).toEqual([]);
        },
      ),
    );
  });
});

describe("invalid limits", () => {
  it.each([
    ["limits.concurrency", { concurrency: 0 }],
    ["limits.concurrency", { concurrency: 1.5 }],
    ["limits.perSecond", { perSecond: 0 }],
    ["limits.burst", { burst: 0, perSecond: 1 }],
  ])("rejects an invalid %s", (input, limits) => {
    expect(() => new HuntClient({ instance: "acme", limits, env: {} })).toThrow(
      expect.objectContaining({ code: "HUNT_INPUT", input }) as Error,
    );
  });
});
