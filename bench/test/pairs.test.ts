import { describe, expect, it } from "vitest";
import { compare } from "../src/pairs.js";

describe("compare", () => {
  it("ignores the warm-ups, and returns the median of the ratios of all pairs", async () => {
    const [first, second] = [
      [99, 10, 40, 30],
      [1, 10, 10, 10],
    ];
    const comparison = await compare(
      () => first.shift()!,
      () => second.shift()!,
      3,
      1,
    );
    expect(comparison).toEqual({ first: 30, second: 10, ratio: { least: 1, median: 3, most: 4 } });
  });
});
