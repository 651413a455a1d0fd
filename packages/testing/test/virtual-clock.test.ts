import { describe, expect, it } from "vitest";
import { createVirtualClock } from "../src/index.js";

describe("createVirtualClock", () => {
  it("advances only with sleeps and advance, and records the sleeps", async () => {
    const clock = createVirtualClock("2026-01-31T12:00:00Z");
    await clock.sleep(300);
    clock.advance(60_000);
    await clock.sleep(700);
    expect(new Date(clock.now()).toISOString()).toBe("2026-01-31T12:01:01.000Z");
    expect(clock.sleeps).toEqual([300, 700]);
  });

  it("advances a time that it shares", async () => {
    const shared = createVirtualClock();
    const clock = createVirtualClock(shared);
    await clock.sleep(1_000);
    expect(clock.now()).toBe(shared.now());
    expect(shared.now()).toBe(createVirtualClock().now() + 1_000);
    expect(shared.sleeps).toEqual([]);
  });

  it("does not sleep if the signal is already aborted", async () => {
    const reason = new Error("enough");
    const clock = createVirtualClock();
    await expect(clock.sleep(300, AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(clock.sleeps).toEqual([]);
    expect(clock.now()).toBe(createVirtualClock().now());
  });

  it("rejects an invalid start time", () => {
    expect(() => createVirtualClock("soon")).toThrow(/such as 2026-01-31T12:00:00Z, but got 'soon'/);
  });
});
