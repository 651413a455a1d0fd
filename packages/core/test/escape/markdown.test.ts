import { describe, expect, it } from "vitest";
import { formatMarkdownBlock, formatMarkdownTable, toMarkdownCode } from "../../src/escape/markdown.js";

describe("toMarkdownCode", () => {
  it("uses a fence longer than any run of backticks, and no bar", () => {
    expect(toMarkdownCode("a``b|c")).toBe("```a``b¦c```");
  });

  it("pads a text that begins or ends with a backtick", () => {
    expect(toMarkdownCode("`x")).toBe("`` `x ``");
  });

  it("writes out invisible characters", () => {
    expect(toMarkdownCode("a\u{e0041}\u202e")).toBe("`a\\u{e0041}\\u202e`");
  });

  it("returns an empty string for a blank text", () => {
    expect(toMarkdownCode("  ")).toBe("");
  });
});

it("formatMarkdownBlock fences text", () => {
  expect(formatMarkdownBlock("a\nb")).toBe("```text\na\nb\n```\n");
});

it("formatMarkdownBlock uses a fence longer than any run of backticks", () => {
  expect(formatMarkdownBlock("```\nx")).toBe("````text\n```\nx\n````\n");
});

it("formatMarkdownTable has a line for the head, a line of dashes, and a line for each row", () => {
  expect(formatMarkdownTable(["Host", ""], [[toMarkdownCode("ws-1"), toMarkdownCode("ok")]])).toBe(
    "| Host |  |\n|---|---|\n| `ws-1` | `ok` |\n",
  );
});
