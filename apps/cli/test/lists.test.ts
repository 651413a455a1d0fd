import { describe, expect, it } from "vitest";
import { pickByName, pickOne } from "../src/lists/pick-one.js";
import { readSince } from "../src/lists/list-flags.js";
import { timeColumn } from "../src/lists/time-column.js";

describe("readSince", () => {
  const now = Date.parse("2026-03-31T12:00:00Z");

  it.each([
    ["30m", "2026-03-31T11:30:00.000Z"],
    ["24h", "2026-03-30T12:00:00.000Z"],
    ["7D", "2026-03-24T12:00:00.000Z"],
    ["2026-03-01", "2026-03-01T00:00:00.000Z"],
    ["2026-03-01T10:00:00+02:00", "2026-03-01T08:00:00.000Z"],
  ])("reads a time in the past: %s", (written, iso) => {
    expect(readSince(written, "--since")(now)).toBe(iso);
  });

  it("accepts a time up to five minutes in the future, because clocks differ", () => {
    expect(readSince("2026-03-31T12:05:00Z", "--since")(now)).toBe("2026-03-31T12:05:00.000Z");
  });

  it("rejects a later time in the future", () => {
    expect(() => readSince("2026-03-31T12:05:01Z", "--since")(now)).toThrow(
      'Invalid value "2026-03-31T12:05:01Z" for --since.',
    );
  });

  it.each(["", "0h", "7", "1w", "yesterday", "2026-02-30", "-1h", "1e3h"])(
    "rejects an invalid time: %j",
    (written) => {
      expect(() => readSince(written, "--since")).toThrow(`Invalid value "${written}" for --since.`);
    },
  );
});

describe("pickOne", () => {
  it("lists at most ten of several matches", () => {
    const names = Array.from({ length: 12 }, (_, at) => `host ${at}`);
    const expected = [...names.slice(0, 10).map((name) => `  ${name}`), "  and 2 more"].join("\n");

    expect(() => pickOne(names, "host", "agent", (name) => name, "")).toThrow(
      expect.objectContaining({
        message: 'Multiple agents are named "host". Use one of these IDs:',
        advice: expected,
      }),
    );
  });
});

it("pickByName returns the row with exactly the name if names differ only in case", () => {
  const rows = [
    { id: "1", name: "Lab" },
    { id: "2", name: "LAB" },
  ];

  expect(pickByName(rows, "LAB", "flag", ({ name }) => name, "")).toBe(rows[1]);
});

describe("timeColumn", () => {
  const now = Date.parse("2026-03-31T12:00:00Z");
  const format = (iso: string | null, isTTY: boolean, width: number): unknown =>
    timeColumn("Found", () => iso, {
      terminal: { isTTY, width, hasColors: false, isUnicode: true },
      now,
    }).value(null);

  it("returns a time unchanged for programs", () => {
    expect(format("2026-03-30T10:00:00.123Z", false, 80)).toBe("2026-03-30T10:00:00.123Z");
  });

  it("returns the date and the minute in a wide terminal", () => {
    expect(format("2026-03-30T10:00:00.123Z", true, 140)).toBe("2026-03-30 10:00");
  });

  it("returns a recent time without its year in a narrow terminal", () => {
    expect(format("2026-03-30T10:00:00.123Z", true, 80)).toBe("03-30 10:00");
  });

  it("returns an old time without its hour in a narrow terminal", () => {
    expect(format("2024-03-15T10:00:00.123Z", true, 80)).toBe("2024-03-15");
  });

  it("returns an age in a very narrow terminal", () => {
    expect(format("2026-03-30T09:00:00Z", true, 40)).toBe("27h");
  });

  it("returns an empty string for a missing time", () => {
    expect(format(null, true, 80)).toBe("");
  });

  it("returns an invalid time unchanged", () => {
    expect(format("soon", true, 140)).toBe("soon");
  });
});
