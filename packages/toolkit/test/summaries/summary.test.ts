import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  countRows,
  formatPeriod,
  formatShare,
  limitCounts,
  orderCounts,
} from "../../src/summaries/summary.js";

describe("countRows", () => {
  it("sorts by the count, then by name, and has null for rows without a value", () => {
    const rows = ["b", "a", "", "b", "c", null];

    expect(countRows(rows, (row) => row)).toEqual([
      { name: null, count: 2 },
      { name: "b", count: 2 },
      { name: "a", count: 1 },
      { name: "c", count: 1 },
    ]);
  });

  it("has counts that add up to the number of rows, also after the ranking is cut", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 2 })), fc.integer({ min: 1, max: 9 }), (rows, max) => {
        const counts = limitCounts(
          countRows(rows, (row) => row),
          max,
        );

        expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(rows.length);
        expect(counts.length).toBeLessThanOrEqual(max + 1);
      }),
    );
  });
});

describe("orderCounts", () => {
  it("lists known names in their order, with zeros, and others last", () => {
    const counts = [
      { name: "odd", count: 5 },
      { name: "low", count: 2 },
    ];

    expect(orderCounts(counts, ["high", "low"])).toEqual([
      { name: "high", count: 0 },
      { name: "low", count: 2 },
      { name: "odd", count: 5 },
    ]);
  });
});

describe("limitCounts", () => {
  const counts = ["a", "b", "c"].map((name) => ({ name, count: 1 }));

  it("adds up the rest of a ranking", () => {
    expect(limitCounts(counts, 1)).toEqual([counts[0], { name: "2 others", count: 2, isRest: true }]);
  });

  it("does not replace a single value with a rest", () => {
    expect(limitCounts(counts, 2)).toEqual(counts);
  });
});

describe("formatShare", () => {
  it.each([
    [0, 0, "0 %"],
    [1, 1_000, "<1 %"],
    [1, 3, "33 %"],
    [7, 7, "100 %"],
  ])("formats %d of %d as %s", (count, total, share) => {
    expect(formatShare(count, total)).toBe(share);
  });
});

describe("formatPeriod", () => {
  it.each([
    [7 * 86_400_000, "7 days"],
    [86_400_000, "1 day"],
    [36 * 3_600_000, "36 hours"],
    [3_600_000, "1 hour"],
    [90 * 60_000, "90 minutes"],
    [1_234_567, ""],
  ])("formats %d milliseconds as '%s'", (milliseconds, length) => {
    expect(formatPeriod(milliseconds)).toBe(length);
  });
});
