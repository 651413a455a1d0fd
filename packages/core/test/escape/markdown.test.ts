import { describe, expect, it } from "vitest";
import { formatMarkdownBlock, formatMarkdownTable, toMarkdownCode } from "../../src/escape/markdown.js";

describe("toMarkdownCode", () => {
  it("uses a fence that is longer than any run of backticks, and replaces bars", () => {
    expect(toMarkdownCode("a``b|c")).toBe("```a``b¦c```");
  });

  it("pads a string that begins or ends with a backtick", () => {
    expect(toMarkdownCode("`x")).toBe("`` `x ``");
  });

  it("escapes invisible characters", () => {
    expect(toMarkdownCode("a\u{e0041}\u202e")).toBe("`a\\u{e0041}\\u202e`");
  });

  it("returns an empty string for a blank string", () => {
    expect(toMarkdownCode("  ")).toBe("");
  });
});

it("formatMarkdownBlock fences a string", () => {
  expect(formatMarkdownBlock("a\nb")).toBe("```text\na\nb\n```\n");
});

it("formatMarkdownBlock uses a fence that is longer than any run of backticks", () => {
  expect(formatMarkdownBlock("```\nx")).toBe("````text\n```\nx\n````\n");
});

it("formatMarkdownTable returns a header, a line of dashes, and a line for each row", () => {
  expect(formatMarkdownTable(["Host", ""], [[toMarkdownCode("ws-1"), toMarkdownCode("ok")]])).toBe(
    "| Host |  |\n|---|---|\n| `ws-1` | `ok` |\n",
  );
});
