import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatBar, formatCountBar, formatCountBars } from "../src/bars.js";
import { asciiGlyphs } from "../src/glyphs.js";

describe("formatBar", () => {
  it("fills a share of the width", () => {
    expect(formatBar(0, 4)).toBe("░░░░");
    expect(formatBar(0.5, 4)).toBe("██░░");
    expect(formatBar(1, 4)).toBe("████");
  });
});

describe("formatCountBar", () => {
  const highest = fc.integer({ min: 1, max: 1_000_000 });
  const width = fc.integer({ min: 1, max: 100 });

  it("has the full width only for counts near the highest one, and is never wider", () => {
    fc.assert(
      fc.property(highest, width, fc.double({ min: 0, max: 1, noNaN: true }), (max, columns, share) => {
        const count = Math.floor(max * share);

        expect(formatCountBar(count, max, columns).length).toBeLessThanOrEqual(columns);
        expect(formatCountBar(max, max, columns)).toHaveLength(columns);
      }),
    );
  });

  it("is never shorter for a higher count, and is empty only for 0", () => {
    fc.assert(
      fc.property(highest, width, fc.nat(), fc.nat(), (max, columns, one, other) => {
        const [low, high] = [one % (max + 1), other % (max + 1)].sort((a, b) => a - b) as [number, number];

        const bars = [low, high].map((count) => formatCountBar(count, max, columns));

        expect(bars[0]!.length).toBeLessThanOrEqual(bars[1]!.length);
        expect(bars[0] === "").toBe(low === 0);
      }),
    );
  });

  it("is in ASCII if the terminal does not support Unicode", () => {
    expect(formatCountBar(2, 4, 8, asciiGlyphs)).toBe("####");
  });
});

describe("formatCountBars", () => {
  it("draws a bar for every count above 0", () => {
    expect(formatCountBars({ critical: 120, high: 1, low: 0 })).toBe(
      [
        "critical ██████████████████████████████ 120",
        "high     █                              1",
        "low                                     0",
      ].join("\n"),
    );
  });

  it("draws no bars if all counts are 0", () => {
    expect(formatCountBars({ high: 0 })).toBe(`high ${" ".repeat(30)} 0`);
  });
});
