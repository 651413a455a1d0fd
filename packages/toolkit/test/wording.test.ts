import { describe, expect, it } from "vitest";
import {
  formatCount,
  formatDateTime,
  formatDays,
  formatDaysFromNow,
  formatDuration,
  formatNumber,
  listFirst,
} from "../src/wording.js";

describe("formatNumber", () => {
  it.each([0, 7, 999, 1_000, 31_000, 1_234_567, 1_234.5678, 0.1, -1_234])(
    "returns the same as toLocaleString for %s",
    (value) => {
      expect(formatNumber(value)).toBe(value.toLocaleString("en-US"));
    },
  );
});

describe("formatDays", () => {
  it("uses the singular for exactly one day", () => {
    expect([0, 1, 2].map(formatDays)).toEqual(["0 days", "1 day", "2 days"]);
  });
});

describe("formatDaysFromNow", () => {
  it("distinguishes the past, today, and the future", () => {
    expect([-36, -2, -1, 0, 1, 12].map(formatDaysFromNow)).toEqual([
      "35 days ago",
      "1 day ago",
      "less than a day ago",
      "in less than a day",
      "in 1 day",
      "in 12 days",
    ]);
  });
});

describe("formatDuration", () => {
  it.each([
    [1_000, "1 second"],
    [119_000, "119 seconds"],
    [120_000, "about 2 minutes"],
    [7_199_000, "about 2 hours"],
    [47 * 3_600_000, "about 47 hours"],
    [29_854_465_000, "about 346 days"],
  ])("uses the largest unit that is not too rough: %d ms is %s", (milliseconds, expected) => {
    expect(formatDuration(milliseconds)).toBe(expected);
  });
});

describe("formatDateTime", () => {
  it("truncates an ISO 8601 time to minutes, and adds the time zone", () => {
    expect(formatDateTime("2026-12-04T18:00:59.123Z")).toBe("2026-12-04 18:00 UTC");
  });
});

it("formatCount adds an s except for one, and separates thousands", () => {
  expect(formatCount(0, "alert")).toBe("0 alerts");
  expect(formatCount(1, "alert")).toBe("1 alert");
  expect(formatCount(31_000, "alert")).toBe("31,000 alerts");
  expect(formatCount(2, "address", "addresses")).toBe("2 addresses");
});

it("listFirst returns all names of a short list", () => {
  expect(listFirst(["a", "b"], 2)).toEqual(["a", "b"]);
});

it("listFirst returns the number of the other names", () => {
  expect(listFirst(["a", "b", "c", "d"], 2)).toEqual(["a", "b", "and 2 more"]);
});
