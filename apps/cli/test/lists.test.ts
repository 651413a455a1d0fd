import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { combineConditions, toExactPattern, pickOne } from "../src/lists/lookup.js";
import { readSince } from "../src/lists/list-flags.js";
import { timeColumn } from "../src/lists/time-column.js";

const line = fc.string({ unit: "grapheme" }).filter((text) => !/[\n\r\u2028\u2029*]/.test(text));

describe("a name with *", () => {
  it("is itself, whatever its case, and nothing longer", () => {
    fc.assert(
      fc.property(
        line,
        fc.string({ unit: "grapheme-ascii", minLength: 1 }).filter((text) => !text.includes("*")),
        (name, more) => {
          expect([
            toExactPattern(name).test(name),
            toExactPattern(name).test(name + more),
            toExactPattern(name).test(more + name),
          ]).toEqual([true, false, false]);
        },
      ),
    );
    expect([
      toExactPattern("ws-lab.1").test("WS-LAB.1"),
      toExactPattern("ws-lab.1").test("WS-LABX1"),
    ]).toEqual([true, false]);
  });

  it("stands for any part where it has a *", () => {
    fc.assert(
      fc.property(line, line, line, (before, middle, after) => {
        expect(toExactPattern(`${before}*${after}`).test(before + middle + after)).toBe(true);
      }),
    );
  });

  it("survives the way to HUNT: LoopBack reads it from between slashes", () => {
    fc.assert(
      fc.property(
        line.filter((name) => name !== ""),
        (name) => {
          const [, pattern] = /^\/(.*)\/i$/s.exec(String(toExactPattern(name)))!;
          expect(new RegExp(pattern!, "i").test(name)).toBe(true);
        },
      ),
    );
  });
});

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
      expect(() => readSince(written, "--since")).toThrow(`--since: "${written}" is no time.`);
    },
  );
});

describe("conditions", () => {
  it("are joined by and where there are several, and are none where there is none", () => {
    expect([
      combineConditions(),
      combineConditions({}, undefined),
      combineConditions({ a: 1 }, {}),
      combineConditions({ a: 1 }, { or: [{ b: 2 }] }),
    ]).toEqual([{}, {}, { a: 1 }, { and: [{ a: 1 }, { or: [{ b: 2 }] }] }]);
  });
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
      message: '12 agents go by "host".',
      advice: [
        "Give the id of the one that is meant:",
        ...names.slice(0, 10).map((name) => `  ${name}`),
        "  and 2 more",
      ].join("\n"),
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
