import { describe, expect, it } from "vitest";
import { escapeLogLine, formatDateTime, formatDays, formatDaysFromNow } from "../src/index.js";

describe("formatDays", () => {
  it("uses the singular for exactly one day", () => {
    expect([0, 1, 2].map(formatDays)).toEqual(["0 days", "1 day", "2 days"]);
  });
});

describe("formatDaysFromNow", () => {
  it("distinguishes the past, today, and the future", () => {
    expect([-3, -1, 0, 1, 12].map(formatDaysFromNow)).toEqual([
      "3 days ago",
      "1 day ago",
      "in less than a day",
      "in 1 day",
      "in 12 days",
    ]);
  });
});

describe("formatDateTime", () => {
  it("cuts an ISO 8601 time to the minute and names the zone", () => {
    expect(formatDateTime("2026-12-04T18:00:59.123Z")).toBe("2026-12-04 18:00 UTC");
  });
});

describe("escapeLogLine", () => {
  it("disarms workflow commands at the start of a line and ##[ anywhere", () => {
    expect(escapeLogLine(" ::error::x\n##[error]y")).toBe(": :error::x\\n## [error]y");
  });
});
