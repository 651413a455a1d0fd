import { describe, expect, it } from "vitest";
import { pickOne } from "../src/lists/pick-one.js";
import { readSince } from "../src/lists/list-flags.js";
import { timeColumn } from "../src/lists/time-column.js";

describe("a time in the past", () => {
  const now = Date.parse("2026-03-31T12:00:00Z");

  it.each([
    ["30m", "2026-03-31T11:30:00.000Z"],
    ["24h", "2026-03-30T12:00:00.000Z"],
    ["7D", "2026-03-24T12:00:00.000Z"],
    ["2026-03-01", "2026-03-01T00:00:00.000Z"],
    ["2026-03-01T10:00:00+02:00", "2026-03-01T08:00:00.000Z"],
  ])("is read from %s", (written, iso) => {
    expect(readSince(written, "--since")(now)).toBe(iso);
  });

  it.each(["", "0h", "7", "1w", "yesterday", "2026-02-30", "-1h", "1e3h"])(
    "is not read from %j",
    (written) => {
      expect(() => readSince(written, "--since")).toThrow(`Invalid value "${written}" for --since.`);
    },
  );
});

describe("candidates", () => {
  it("are named, ten at most", () => {
    const names = Array.from({ length: 12 }, (_, at) => `host ${at}`);
    const error = (() => {
      try {
        return pickOne(names, "host", "agent", (name) => name, "");
      } catch (thrown) {
        return thrown as { message: string; advice: string };
      }
    })();
    expect(error).toMatchObject({
      message: 'Multiple agents are named "host". Use one of these IDs:',
      advice: [...names.slice(0, 10).map((name) => `  ${name}`), "  and 2 more"].join("\n"),
    });
  });
});

describe("a time in a table", () => {
  const now = Date.parse("2026-03-31T12:00:00Z");
  const shown = (iso: string | null, isTTY: boolean, width: number): unknown =>
    timeColumn("Found", () => iso, { terminal: { isTTY, width, hasColors: false }, now }).value(null);

  it("is exact for programs, whole in a terminal, and in a narrow one the hour or the year", () => {
    expect(shown("2026-03-30T10:00:00.123Z", false, 80)).toBe("2026-03-30T10:00:00.123Z");
    expect(shown("2026-03-30T10:00:00.123Z", true, 140)).toMatch(/^2026-03-\d\d \d\d:\d\d$/);
    expect(shown("2026-03-30T10:00:00.123Z", true, 80)).toMatch(/^03-\d\d \d\d:\d\d$/);
    expect(shown("2024-03-15T10:00:00.123Z", true, 80)).toBe("2024-03-15");
    expect([shown(null, true, 80), shown("soon", true, 140)]).toEqual(["", "soon"]);
  });
});
