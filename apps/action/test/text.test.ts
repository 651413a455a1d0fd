import { toMarkdownCode, escapeForTerminal } from "@huntkit/core/escape";
import { readLog } from "@huntkit/test-kit";
import * as fc from "fast-check";
import { marked } from "marked";
import { describe, expect, it } from "vitest";

/** Text with commands, markup, and control characters. */
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
  it("escapeForTerminal returns text that is never a workflow command", () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom("", "said: ", "  "), (text, before) => {
        const log = readLog(`${before}${escapeForTerminal(text)}\n`);
        expect(log).toMatchObject({ annotations: [], masks: [] });
        expect(log.lines).toHaveLength(2);
      }),
    );
  });

  it("toMarkdownCode returns text that is only code in one cell of a Markdown table", () => {
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

  it("toMarkdownCode keeps the text, except for the character that separates cells", () => {
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

function unescape(html: string): string {
  return html
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}
