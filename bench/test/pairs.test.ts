import { describe, expect, it } from "vitest";
import { compare, createAmount, isNoisy, type Result } from "../src/pairs.js";

describe("compare", () => {
  it("ignores the warm-ups, and returns the median and the quartiles of the ratios of all pairs", async () => {
    const first = [99, 10, 20, 30, 40, 100];
    const second = [1, 10, 10, 10, 10, 20];

    const result = await compare(
      () => first.shift()!,
      () => second.shift()!,
      5,
      1,
    );

    expect(result).toEqual({ value: 3, quartiles: [2, 4], lowest: 1, highest: 5, sides: [30, 10] });
  });
});

describe("isNoisy", () => {
  const createResult = (value: number, quartiles: [number, number]): Result => ({
    ...createAmount(value),
    quartiles,
  });

  it("is true if the target is between quartiles that are far apart", () => {
    expect(isNoisy(createResult(1, [0.9, 1.2]), 1.05)).toBe(true);
  });

  it("is true if a row without a target has quartiles that are far apart", () => {
    expect(isNoisy(createResult(5, [4, 6]), null)).toBe(true);
  });

  it("is false if the whole spread is below the target", () => {
    expect(isNoisy(createResult(1, [0.8, 1.3]), 1.3)).toBe(false);
  });

  it("is false if the whole spread is above the target", () => {
    expect(isNoisy(createResult(2, [1.6, 2.5]), 1.5)).toBe(false);
  });

  it("is false if the quartiles are close to each other and to the target", () => {
    expect(isNoisy(createResult(1.05, [1.03, 1.07]), 1.05)).toBe(false);
  });
});
