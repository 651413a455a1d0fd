import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asciiGlyphs } from "../src/glyphs.js";
import { createYearFrame, formatMonthScale, formatTimeline } from "../src/timeline.js";

const now = Date.parse("2026-03-02T09:00:00Z");
const dayMs = 86_400_000;
const frame = createYearFrame(now, 24);
const format = (date: string) => formatTimeline(Date.parse(date), 30, frame);

describe("formatTimeline", () => {
  it("shows the days until the expiry, the last 30 of them, and the expiry", () => {
    expect(format("2026-09-18T00:00:00Z")).toBe("███████████▒▒◆░░░░░░░░░░");
  });

  it("shows only the expiry at the left edge if the token has expired", () => {
    expect(format("2025-12-31T00:00:00Z")).toBe("◆░░░░░░░░░░░░░░░░░░░░░░░");
  });

  it("shows that a token expires after the 12 months", () => {
    expect(format("2028-01-01T00:00:00Z")).toBe("███████████████████████›");
  });

  it("is in ASCII if the terminal does not support Unicode", () => {
    const expiresAt = Date.parse("2026-09-18T00:00:00Z");

    expect(formatTimeline(expiresAt, 60, frame, asciiGlyphs)).toBe("#########!!!!X..........");
  });

  it("has the width of the frame, and never shows a later expiry further left", () => {
    const days = fc.integer({ min: -400, max: 800 });
    const widths = fc.integer({ min: 2, max: 100 });
    fc.assert(
      fc.property(days, days, fc.integer({ min: 1, max: 400 }), widths, (one, other, warnDays, width) => {
        const [first, last] = [one, other]
          .sort((a, b) => a - b)
          .map((day) => formatTimeline(now + day * dayMs, warnDays, createYearFrame(now, width)));

        expect(first).toHaveLength(width);
        expect(last).toHaveLength(width);
        const place = (line = "") => (line.includes("◆") ? line.indexOf("◆") : width);
        expect(place(first)).toBeLessThanOrEqual(place(last));
      }),
    );
  });
});

describe("formatMonthScale", () => {
  it("names the start of each month if there is room", () => {
    const scale = formatMonthScale(createYearFrame(now, 48));

    expect(scale).toBe("   Apr May Jun Jul Aug  Sep Oct Nov Dec Jan Feb");
  });

  it("has one letter per month in a narrow frame", () => {
    expect(formatMonthScale(frame)).toBe(" A M J J A  S O N D J F");
  });

  it("has the letters of all months even if there is no room for spaces", () => {
    const scale = formatMonthScale(createYearFrame(now, 12));

    expect(scale.replace(" ", "")).toBe("AMJJASONDJF");
  });

  it("is never wider than the frame", () => {
    const times = fc.integer({ min: 0, max: 20_000 }).map((day) => day * dayMs);
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 100 }), (start, width) => {
        expect(formatMonthScale(createYearFrame(start, width)).length).toBeLessThanOrEqual(width);
      }),
    );
  });
});
