import { describe, expect, it } from "vitest";
import { runConcurrently } from "../src/run-concurrently.js";

const items = Array.from({ length: 100 }, (_, index) => index);

describe("runConcurrently", () => {
  it("runs a few items at a time, and returns the results in the order of the items", async () => {
    let busy = 0;
    let most = 0;
    const results = await runConcurrently(items, 4, async (item) => {
      most = Math.max(most, ++busy);
      for (let turn = item % 3; turn >= 0; turn--) await new Promise(setImmediate);
      busy--;
      return item * 2;
    });
    expect(results).toEqual(items.map((item) => item * 2));
    expect(most).toBe(4);
  });

  it("starts nothing after the first failure, aborts the running calls, and waits for them", async () => {
    const begun: number[] = [];
    const ended: unknown[] = [];
    const work = runConcurrently(items, 4, async (item, signal) => {
      begun.push(item);
      if (item === 5) throw new Error("the first");
      if (item < 3) return;
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      await new Promise(setImmediate);
      ended.push(signal.reason);
      if (item === 6) throw new Error("a later one");
    });
    await expect(work).rejects.toThrow("the first");
    expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(ended).toEqual(Array.from({ length: 3 }, () => expect.objectContaining({ message: "the first" })));
  });

  it("aborts the calls when the caller's signal aborts", async () => {
    const abort = new AbortController();
    const work = runConcurrently(
      items,
      2,
      (_, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason));
        }),
      abort.signal,
    );
    abort.abort(new Error("enough"));
    await expect(work).rejects.toThrow("enough");
  });
});
