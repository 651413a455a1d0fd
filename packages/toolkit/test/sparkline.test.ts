import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asciiGlyphs, unicodeGlyphs } from "../src/glyphs.js";
import { formatSparkline, groupNeighbors } from "../src/sparkline.js";

const counts = fc.array(fc.nat({ max: 1_000_000 }), { minLength: 1, maxLength: 400 });

describe("formatSparkline", () => {
  it("has one bar per count, the highest for the highest count", () => {
    expect(formatSparkline([1, 0, 8, 4])).toBe("▁·█▄");
  });

  it("has the same form in ASCII", () => {
    expect(formatSparkline([1, 0, 8, 4], asciiGlyphs)).toBe("_.#+");
  });

  it("shows only zeros if there is nothing to show", () => {
    expect(formatSparkline([0, 0])).toBe("··");
    expect(formatSparkline([])).toBe("");
  });

  it("shows a count of 1 next to a very high one", () => {
    expect(formatSparkline([1, 1_000_000])).toBe("▁█");
  });

  it("is never lower for a higher count, and has one character per count", () => {
    const heights = [unicodeGlyphs.zero, ...unicodeGlyphs.levels];
    fc.assert(
      fc.property(counts, (list) => {
        const bars = Array.from(formatSparkline(list), (glyph) => heights.indexOf(glyph));

        expect(bars).toHaveLength(list.length);
        const ordered = list.map((count, at) => [count, bars[at]!] as const).sort(([a], [b]) => a - b);
        const sorted = ordered.map(([, bar]) => bar);
        expect(sorted).toEqual([...sorted].sort((a, b) => a - b));
      }),
    );
  });
});

describe("groupNeighbors", () => {
  it("adds up neighbors in groups of the same size", () => {
    expect(groupNeighbors([1, 2, 3, 4, 5], 3)).toEqual({ counts: [3, 7, 5], size: 2 });
  });

  it("keeps a list that is short enough", () => {
    expect(groupNeighbors([1, 2], 2)).toEqual({ counts: [1, 2], size: 1 });
  });

  it("keeps the sum, and never returns more than the maximum", () => {
    const sum = (list: readonly number[]) => list.reduce((total, each) => total + each, 0);
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 120 }), (list, max) => {
        const grouped = groupNeighbors(list, max);

        expect(grouped.counts.length).toBeLessThanOrEqual(max);
        expect(sum(grouped.counts)).toBe(sum(list));
      }),
    );
  });
});
