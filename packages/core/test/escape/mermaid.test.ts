import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatMermaidBlock, mermaid, toMermaidText } from "../../src/escape/index.js";

describe("toMermaidText", () => {
  it("keeps letters, digits, spaces, and common punctuation", () => {
    expect(toMermaidText("Zürich 東京 (a_b) c+d/e@f.g-h")).toBe("Zürich 東京 (a_b) c+d/e@f.g-h");
  });

  it("replaces characters with a meaning in Mermaid, HTML, or Markdown", () => {
    expect(toMermaidText('a"b:c;d#e%f`g<h>i{j}k[l]m|n\no')).toBe("a·b·c·d·e·f·g·h·i·j·k·l·m·n·o");
  });

  it("truncates long text between characters", () => {
    expect(toMermaidText("東".repeat(50))).toBe("東".repeat(40));
    expect(toMermaidText("abcdef", 3)).toBe("abc");
  });

  it("is never blank", () => {
    expect(toMermaidText("  ")).toBe("·");
    expect(toMermaidText("")).toBe("·");
  });

  it("never has a quote, a line break, or a directive, regardless of the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(toMermaidText(text)).toMatch(/^[\p{L}\p{N} @._/()+·-]+$/u);
      }),
    );
  });
});

describe("formatMermaidBlock", () => {
  it("is a code block that GitHub renders", () => {
    const lines = [mermaid`pie`, mermaid`  "${toMermaidText("a")}" : ${3}`];

    expect(formatMermaidBlock(lines)).toBe('```mermaid\npie\n  "a" : 3\n```\n');
  });
});
