import { describe, expect, it } from "vitest";
import {
  escapeLogLine,
  formatMarkdownBlock,
  formatMarkdownTable,
  toMarkdownCode,
} from "../src/output-text.js";

describe("escapeLogLine", () => {
  it("disarms workflow commands at the start of a line and ##[ anywhere", () => {
    expect(escapeLogLine(" ::error::x\n##[error]y")).toBe(": :error::x\\n## [error]y");
  });
});

describe("toMarkdownCode", () => {
  it("uses a fence longer than any run of backticks, and no bar", () => {
    expect(toMarkdownCode("a``b|c")).toBe("```a``b¦c```");
  });

  it("pads a text that begins or ends with a backtick", () => {
    expect(toMarkdownCode("`x")).toBe("`` `x ``");
  });

  it("returns an empty string for a blank text", () => {
    expect(toMarkdownCode("  ")).toBe("");
  });
});

it("formatMarkdownBlock fences text", () => {
  expect(formatMarkdownBlock("a\nb")).toBe("```text\na\nb\n```\n");
});

it("formatMarkdownTable has a line for the head, a line of dashes, and a line for each row", () => {
  expect(formatMarkdownTable(["Host", ""], [["ws-1", "ok"]])).toBe("| Host |  |\n|---|---|\n| ws-1 | ok |\n");
});
