import { anyCharacter } from "@huntkit/test-kit/values";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  escapeForTerminal,
  escapeLines,
  escapeToSingleLine,
  quoteForShell,
  toPlainId,
  terminalText,
  toSafeJson,
} from "../../src/escape/escape-text.js";

const seed = Number(process.env["FC_SEED"] ?? 20_261_129);

describe("escapeToSingleLine", () => {
  it.each([
    ["a tag character", "a\u{e0041}", "a\\u{e0041}"],
    ["a Mongolian vowel separator", "a\u180e", "a\\u180e"],
    ["an interlinear annotation", "\ufff9a\ufffb", "\\ufff9a\\ufffb"],
    ["a Hangul filler", "\u115f\u1160\u3164\uffa0", "\\u115f\\u1160\\u3164\\uffa0"],
    ["a hidden variation selector", "a\ufe01\u{e0100}", "a\\ufe01\\u{e0100}"],
    ["half of a surrogate pair", "a\ud800b", "a\\ud800b"],
    ["an escape sequence", "\u001b]52;c;x\u0007", "\\u001b]52;c;x\\u0007"],
    ["a line break", "a\r\nb\u2028c", "a\\r\\nb\\u2028c"],
  ])("escapes %s", (_, text, escaped) => {
    expect(escapeToSingleLine(text)).toBe(escaped);
  });

  it("keeps letters of any script, emoji, and the variation selector of an emoji", () => {
    const text = "Zoë Ünal 東京 مرحبا ⚠️ 1️⃣";

    expect(escapeToSingleLine(text)).toBe(text);
  });

  it("escapes a character in the same way before and after characters of any script", () => {
    const characters = Array.from({ length: 0x1_0000 }, (_, code) => String.fromCharCode(code));

    const different = characters.filter(
      (character) => escapeToSingleLine(character) !== escapeToSingleLine(`${character}東`).slice(0, -1),
    );

    expect(different).toEqual([]);
  });

  it("does not truncate in the middle of a character", () => {
    expect(escapeToSingleLine("ab🙂", 3)).toBe("ab…");
  });
});

describe("escapeForTerminal", () => {
  it.each([
    ["::error::x", ": :error::x"],
    ["  ::add-mask::x", "  : :add-mask::x"],
    ["name ::stop-commands::x", "name : :stop-commands::x"],
    ["\u3000::error::x", "\u3000: :error::x"],
    ["a ##[group]b", "a ## [group]b"],
    ["a ##vso[task.setvariable]b", "a ##vso [task.setvariable]b"],
    ["##teamcity[x]", "##teamcity [x]"],
  ])("makes the workflow command in %j ineffective", (text, escaped) => {
    expect(escapeForTerminal(text)).toBe(escaped);
  });

  it("keeps text that only resembles a command", () => {
    expect(escapeForTerminal("std::vector ::1 fe80::1 # [x]")).toBe("std::vector ::1 fe80::1 # [x]");
  });

  it("changes nothing when it is applied a second time", () => {
    const text = fc.string({ unit: anyCharacter, maxLength: 40 });

    fc.assert(
      fc.property(text, (each) => {
        const once = escapeForTerminal(each);
        expect(escapeForTerminal(once)).toBe(once);
      }),
      { seed },
    );
  });
});

describe("escapeLines", () => {
  it("keeps line breaks and escapes each line", () => {
    expect(escapeLines("a\r\n::error::b\u001b[2J\n")).toBe("a\n: :error::b\\u001b[2J\n");
  });
});

describe("toSafeJson", () => {
  const hostile = '東京 ##[error] ##vso[x] \u{e0041}\u009b\u202e\u3164"\n::error::';

  it("escapes characters and commands that a terminal or a log would interpret", () => {
    const json = toSafeJson({ [hostile]: hostile });

    expect(json).not.toMatch(/[^\x20-\x7e東京]/);
    expect(json).not.toMatch(/##\w*\[/);
  });

  it("fails with a clear error if the data has too many levels", () => {
    const deep = JSON.parse(`${"[".repeat(50_000)}${"]".repeat(50_000)}`) as unknown;

    expect(() => toSafeJson(deep)).toThrow("The data has too many levels");
  });

  it("returns JSON that parses to the same data", () => {
    const anything = fc.json({ stringUnit: "binary" });

    fc.assert(
      fc.property(anything, (json) => {
        const data: unknown = JSON.parse(json);
        expect(JSON.parse(toSafeJson(data))).toEqual(data);
        expect(JSON.parse(toSafeJson([hostile, data], 2))).toEqual([hostile, data]);
      }),
      { seed },
    );
  });
});

describe("terminalText", () => {
  it("joins escaped parts and literal text", () => {
    expect(terminalText`Task ${escapeForTerminal("a\nb")}: ${3} rows`).toBe("Task a\\nb: 3 rows");
  });

  it("does not compile with a raw string", () => {
    const raw: string = "a\nb";

    // @ts-expect-error -- Escape it first.
    expect(terminalText`Task ${raw}`).toBe("Task a\nb");
  });
});

describe("quoteForShell", () => {
  it("leaves an ordinary id unquoted", () => {
    expect(quoteForShell("4749085c-0d02-4c41-b4c5-0b61a4a9e4b1")).toBe(
      "4749085c-0d02-4c41-b4c5-0b61a4a9e4b1",
    );
  });

  it("quotes every other string for a POSIX shell", () => {
    expect(quoteForShell("$(id)'`;")).toBe(`'$(id)'\\''\`;'`);
  });

  it("quotes an ID that could be parsed as a flag", () => {
    expect(quoteForShell("-x")).toBe("'-x'");
  });
});

describe("toPlainId", () => {
  it("keeps the ID of a record unchanged", () => {
    expect(toPlainId("4749085c-0d02-4c41-b4c5-0b61a4a9e4b1")).toBe("4749085c-0d02-4c41-b4c5-0b61a4a9e4b1");
  });

  it("percent-encodes characters that a shell or a log would interpret", () => {
    expect(toPlainId("a\n::b $(id)'\ud800")).toBe("a%0A%3A%3Ab%20%24%28id%29%27%EF%BF%BD");
  });
});
