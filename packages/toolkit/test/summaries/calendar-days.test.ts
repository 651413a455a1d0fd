import { describe, expect, it } from "vitest";
import { createCalendar, formatWeekday, listDays } from "../../src/summaries/calendar-days.js";

const at = (iso: string) => Date.parse(iso);

describe("createCalendar", () => {
  it("uses the days of the time zone", () => {
    const time = at("2026-03-01T23:30:00Z");

    expect(createCalendar("UTC").getDay(time)).toBe("2026-03-01");
    expect(createCalendar("Europe/Berlin").getDay(time)).toBe("2026-03-02");
    expect(createCalendar("America/New_York").formatTime(time)).toBe("Sun 2026-03-01 18:30");
  });
});

describe("listDays", () => {
  it("has each day of the period once, also when the clocks change", () => {
    const days = listDays(
      at("2026-03-27T12:00:00Z"),
      at("2026-03-30T12:00:00Z"),
      createCalendar("Europe/Berlin"),
    );

    expect(days).toEqual(["2026-03-27", "2026-03-28", "2026-03-29", "2026-03-30"]);
  });

  it("has one day if the period starts and ends on the same day", () => {
    expect(listDays(at("2026-03-01T01:00:00Z"), at("2026-03-01T02:00:00Z"), createCalendar("UTC"))).toEqual([
      "2026-03-01",
    ]);
  });
});

describe("formatWeekday", () => {
  it("adds the weekday to a day", () => {
    expect(formatWeekday("2026-11-23")).toBe("Mon 2026-11-23");
  });
});
