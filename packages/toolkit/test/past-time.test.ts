import { describe, expect, it } from "vitest";
import { parsePastTime, resolvePastTime } from "../src/past-time.js";

const now = Date.parse("2026-03-31T12:00:00Z");

describe("parsePastTime", () => {
  it.each([
    ["30m", "2026-03-31T11:30:00.000Z"],
    ["24h", "2026-03-30T12:00:00.000Z"],
    ["24 h", "2026-03-30T12:00:00.000Z"],
    ["7D", "2026-03-24T12:00:00.000Z"],
    [" 7d ", "2026-03-24T12:00:00.000Z"],
    ["2026-03-01", "2026-03-01T00:00:00.000Z"],
    ["2026-03-01T10:00:00+02:00", "2026-03-01T08:00:00.000Z"],
  ])("parses ages and instants: %s is %s", (text, expected) => {
    const time = parsePastTime(text);

    expect(time).not.toBeNull();
    expect(new Date(resolvePastTime(time!, now)).toISOString()).toBe(expected);
  });

  it.each(["yesterday", "0m", "0d", "7w", "-7d", "1.5h", "100000d", "2026-02-30", "24", "5M", ""])(
    "returns null for other strings: '%s'",
    (text) => {
      expect(parsePastTime(text)).toBeNull();
    },
  );
});
