import { describe, expect, it } from "vitest";
import { formatBar, formatCountBars } from "../src/bars.js";

describe("formatBar", () => {
  it("fills a share of the width", () => {
    expect(formatBar(0, 4)).toBe("░░░░");
    expect(formatBar(0.5, 4)).toBe("██░░");
    expect(formatBar(1, 4)).toBe("████");
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
