import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatLifetimeBar, formatLifetimeChart } from "../src/lifetime-bars.js";

describe("formatLifetimeBar", () => {
  it.each([
    ["2025-06-01", "░░░░░░░░"],
    ["2026-01-01", "░░░░░░░░"],
    ["2026-07-02T12:00:00Z", "████░░░░"],
    ["2027-01-01", "████████"],
    ["2030-01-01", "████████"],
  ])("fills the bar from the creation to now, within its width: %s", (now, bar) => {
    const formatted = formatLifetimeBar("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", Date.parse(now), 8);

    expect(formatted).toBe(bar);
  });
});

describe("formatLifetimeChart", () => {
  const day = fc.integer({ min: 0, max: 20_000 }).map((count) => new Date(count * 86_400_000).toISOString());

  it("marks today below the end of the filled part", () => {
    const chart = formatLifetimeChart("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", "2026-10-01T00:00:00Z");

    expect(chart).toBe(
      "2026-01-01 ████████████████████████████████████░░░░░░░░░░░░ 2027-01-01\n" +
        "                                        today ▲",
    );
  });

  it("has the same width on every day, with the mark below the bar", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 4_000 }), day, (from, length, today) => {
        const until = new Date(Date.parse(from) + length * 86_400_000).toISOString();

        const [bar = "", label = ""] = formatLifetimeChart(from, until, today).split("\n");

        expect(bar).toMatch(/^\d{4}-\d\d-\d\d [█░]{48} \d{4}-\d\d-\d\d$/);
        const mark = label.indexOf("▲");
        expect(mark).toBeGreaterThanOrEqual(11);
        expect(mark).toBeLessThan(11 + 48);
      }),
    );
  });
});
