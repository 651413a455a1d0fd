import { anyCharacter } from "@huntkit/test-kit/values";
import * as fc from "fast-check";
import { escapeForTerminal } from "@huntkit/core/escape";
import picocolors from "picocolors";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { formatCard, formatTabbedLine, formatTable, type Column } from "../../src/output/table.js";
import { detectTerminal, wrapLines, type Colors } from "../../src/output/terminal.js";

const colors = picocolors.createColors(false) as unknown as Colors;
const format = <T>(rows: readonly T[], chosen: readonly Column<T>[], width: number) =>
  formatTable(rows, chosen, { isTTY: true, width, hasColors: false, isUnicode: true }, colors);

interface Host {
  readonly name: string;
  readonly id: string;
  readonly count: number;
}

const columns: readonly Column<Host>[] = [
  { title: "Name", value: ({ name }) => name },
  { title: "Count", value: ({ count }) => count, isNumber: true },
  { title: "Id", value: ({ id }) => id, isWhole: true },
];
const wide: Host = { name: "服务器-管理-東京-データセンター", id: "0123456789abcdef", count: 7 };
const plain: Host = { name: "srv-1", id: "x", count: 1_200 };

describe("formatTable", () => {
  it("aligns wide characters and numbers, and cuts only columns that may be cut", () => {
    expect(format([wide, plain], columns, 50).text).toMatchInlineSnapshot(`
      "NAME                       COUNT  ID
      服务器-管理-東京-データ…       7  0123456789abcdef
      srv-1                       1200  x
      "
    `);
  });

  it("never prints lines that are wider than the terminal", () => {
    const hosts = fc.array(
      fc.record({
        name: fc.string({ unit: "grapheme", maxLength: 60 }),
        id: fc.string({ unit: anyCharacter, maxLength: 40 }),
        count: fc.nat(),
      }),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(hosts, fc.integer({ min: 40, max: 120 }), (rows, width) => {
        const lines = format(rows, columns, width).text.split("\n");
        expect(lines).toHaveLength(rows.length + 2);
        for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width);
      }),
      {
        numRuns: 50,
        examples: [
          [
            [
              { name: " \u{16FE0} \u{1F200} \u{16FE0} ", id: "\u{20000}\u{3FFFE}\u{20000}\0\0\0", count: 0 },
              { name: "", id: "", count: 100_000_000 },
            ],
            45,
          ],
        ],
      },
    );
  });

  it("formats more rows than a function can have arguments", () => {
    const rows = Array.from({ length: 200_000 }, () => plain);

    const { text } = format(rows, columns.slice(1, 2), 50);

    expect(text).toHaveLength("COUNT\n".length + rows.length * " 1200\n".length);
  });

  it("hides an extra column if the terminal is too narrow", () => {
    const extra = columns.map((column) => ({ ...column, isExtra: column.title === "Id" }));
    expect(format([wide, plain], extra, 42).text).not.toContain("ID");
    expect(format([wide, plain], extra, 80).text).toContain("ID");
  });

  it("hides an extra column instead of cutting another one to a useless width", () => {
    const extra = columns.map((column) => ({ ...column, isExtra: column.title === "Id" }));

    const { text, hidden } = format([wide, plain], extra, 40);

    expect(text).toMatch(/^NAME +COUNT\n/);
    expect(hidden).toEqual(["Id"]);
  });

  it("prints pictures", () => {
    const picture = [...columns, { title: "Bar", value: () => "███", isPicture: true }];

    expect(format([plain], picture, 80).text).toContain("███");
  });

  it("hides a picture instead of cutting a column that must stay whole", () => {
    const date = { title: "Expires", value: () => "2026-12-04", isWhole: true };
    const picture = { title: "Year", value: () => "█".repeat(16), isPicture: true, isWhole: true };
    const narrow = format([wide], [columns[0]!, date, picture], 32).text;

    expect(narrow).toContain("2026-12-04");
    expect(narrow).not.toContain("█");
    expect(format([wide], [columns[0]!, date, picture], 60).text).toContain("█");
  });

  it("escapes control characters in cells", () => {
    const rows = [{ ...plain, name: "a\u001b[2Jb\nc" }];

    expect(format(rows, columns, 80).text).toContain("a\\u001b[2Jb\\nc");
  });
});

describe("formatTabbedLine", () => {
  it("separates whole cells with tabs", () => {
    expect(formatTabbedLine(wide, columns)).toBe(`${wide.name}\t7\t${wide.id}\n`);
  });

  it("has no pictures", () => {
    const picture = { title: "Bar", value: () => "███", isPicture: true };

    expect(formatTabbedLine(plain, [...columns, picture])).toBe("srv-1\t1200\tx\n");
  });
});

describe("formatCard", () => {
  it("escapes control characters in values", () => {
    expect(formatCard([["Name", "a\u009bb"]], colors)).toBe("Name  a\\u009bb\n");
  });

  it("omits parts without a value", () => {
    const card = formatCard(
      [
        ["Name", "a"],
        ["Owner", null],
      ],
      colors,
    );

    expect(card).toBe("Name  a\n");
  });
});

describe("detectTerminal", () => {
  const stream = { isTTY: true, columns: 90 };

  it.each([
    [{}, true],
    [{ NO_COLOR: "1" }, false],
    [{ NO_COLOR: "1", FORCE_COLOR: "1" }, false],
    [{ FORCE_COLOR: "0" }, false],
    [{ TERM: "dumb" }, false],
    [{ TERM: "dumb", FORCE_COLOR: "1" }, true],
  ])("decides about colors based on variables: %j", (env, hasColors) => {
    expect(detectTerminal(stream, env)).toEqual({ isTTY: true, width: 90, hasColors, isUnicode: true });
  });

  it.each([
    [{}, true],
    [{ LANG: "de_DE.UTF-8" }, true],
    [{ LANG: "C.utf8" }, true],
    [{ LANG: "C" }, false],
    [{ LANG: "en_US.ISO-8859-1" }, false],
    [{ LANG: "C", LC_CTYPE: "en_US.UTF-8" }, true],
    [{ LANG: "en_US.UTF-8", LC_ALL: "POSIX" }, false],
    [{ LANG: "en_US.UTF-8", LC_ALL: "" }, true],
  ])("decides about Unicode based on the locale: %j", (env, isUnicode) => {
    expect(detectTerminal(stream, env).isUnicode).toBe(isUnicode);
  });
});

describe("wrapLines", () => {
  it("breaks long lines between words, and keeps all words", () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 }),
        fc.integer({ min: 12, max: 40 }),
        (words, width) => {
          const text = wrapLines(escapeForTerminal(words.join(" "), Infinity), { isTTY: true, width });
          expect(text.split(/[ \n]/)).toEqual(words);
          for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(width);
        },
      ),
    );
  });

  it.each([-3, 0, 5])("wraps at 12 columns in a terminal of %i columns", (width) => {
    expect(wrapLines(escapeForTerminal("Is a firewall in between?"), { isTTY: true, width })).toBe(
      "Is a\nfirewall in\nbetween?",
    );
  });
});
