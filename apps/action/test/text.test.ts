import { toMarkdownCode, escapeLogLine } from "@huntkit/core";
import { readLog } from "@huntkit/test-kit";
import * as fc from "fast-check";
import { marked } from "marked";
import { describe, expect, it } from "vitest";
import { yearBar } from "../src/report/year-bar.js";

/** Text of the kind that breaks out of things. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "::error::",
        "##[error]",
        "\n",
        "\r",
        "`",
        "``",
        "|",
        "<img src=x>",
        "](x)",
        "**",
        "\\",
        "@octocat",
        " ",
        "&#96;",
        "\u202e",
        "\u001b[2J",
        "https://evil.example",
        "::add-mask::",
      ),
      fc.string({ maxLength: 4 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

describe("text of others", () => {
  it("never is a command in a log, whatever stands before and after it", () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom("", "said: ", "  "), (text, before) => {
        const log = readLog(`${before}${escapeLogLine(text)}\n`);
        expect(log).toMatchObject({ annotations: [], masks: [] });
        expect(log.lines).toHaveLength(2);
      }),
    );
  });

  it("is nothing but code in a cell of a Markdown table, and stays in its cell", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const html = marked.parse(
          `| a | ${toMarkdownCode(text)} |\n|---|---|\n| b | ${toMarkdownCode(text)} |\n`,
          {
            async: false,
          },
        );
        const tags = [...html.matchAll(/<\/?(\w+)/g)].map(([, name]) => name);
        expect(new Set(tags)).toEqual(
          new Set(["table", "thead", "tbody", "tr", "th", "td", ...(/^ *$/.test(text) ? [] : ["code"])]),
        );
        expect(tags.filter((name) => name === "td")).toHaveLength(4);
      }),
    );
  });

  it("reads in Markdown as it was written, but for the bar that ends a cell", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 40 }), (text) => {
        fc.pre(text.trim() !== "");
        const html = marked.parse(`| a | ${toMarkdownCode(text)} |\n|---|---|\n`, { async: false });
        const shown = /<code>(.*?)<\/code>/.exec(html)?.[1] ?? "";
        expect(unescape(shown)).toBe(text.replaceAll("|", "¦"));
      }),
    );
  });
});

describe("the bar of a token's year", () => {
  const day = fc.integer({ min: 0, max: 20_000 }).map((count) => new Date(count * 86_400_000).toISOString());

  it("is as wide whatever the day, with its arrow under a place within it", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 4_000 }), day, (from, length, today) => {
        const until = new Date(Date.parse(from) + length * 86_400_000).toISOString();
        const [bar = "", label = ""] = yearBar(from, until, today).split("\n");
        expect(bar).toMatch(/^\d{4}-\d\d-\d\d [█░]{48} \d{4}-\d\d-\d\d$/);
        const arrow = label.indexOf("▲");
        expect(arrow).toBeGreaterThanOrEqual(11);
        expect(arrow).toBeLessThan(11 + 48);
      }),
    );
  });

  it("fills from the creation to today, and is full once the year is over", () => {
    const filled = (today: string) =>
      yearBar("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", today).split("█").length - 1;
    expect([
      filled("2025-06-01"),
      filled("2026-01-01"),
      filled("2026-07-02T12:00:00Z"),
      filled("2027-01-01"),
      filled("2030-01-01"),
    ]).toEqual([0, 0, 24, 48, 48]);
  });
});

function unescape(html: string): string {
  return html
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}
