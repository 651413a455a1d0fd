import { describe, expect, it } from "vitest";
import { parseJsonText } from "../../src/query/json-text.js";

describe("parseJsonText", () => {
  it("parses JSON whose numbers JavaScript holds exactly", () => {
    const text = '[0, -1, 0.1, 1.5, 9007199254740991, 1e21, 1E21, 1e+21, 1e-7, "1.0", "9007199254740993"]';

    const data = parseJsonText(text, "where");

    expect(data).toEqual([
      0,
      -1,
      0.1,
      1.5,
      9007199254740991,
      1e21,
      1e21,
      1e21,
      1e-7,
      "1.0",
      "9007199254740993",
    ]);
  });

  it.each([
    ['{"id": 9007199254740993}', "9007199254740992"],
    ["[0.12345678901234567890]", "0.12345678901234568"],
    ["1e400", "Infinity"],
    ['{"a \\" 1.0": 123456789012345678901234}', "1.2345678901234569e+23"],
  ])("rejects a number that JavaScript would round: %s", (text, read) => {
    expect(() => parseJsonText(text, "body")).toThrow(
      expect.objectContaining({
        input: "body",
        problem: "inexact",
        message: expect.stringContaining(`would be sent as ${read}. Write "`) as string,
      }),
    );
  });

  it("rejects a number that would lose its zeros, and names both ways to write it", () => {
    expect(() => parseJsonText('{"version": 1.0}', "--where")).toThrow(
      '--where: the number 1.0 would be sent as 1. Write 1, or "1.0" for a string.',
    );
  });

  it("rejects what is not JSON", () => {
    expect(() => parseJsonText("{a: 1}", "body")).toThrow("body: not valid JSON.");
  });

  it("rejects JSON that is nested thousands of levels deep", () => {
    const text = `${"[".repeat(5_000)}${"]".repeat(5_000)}`;

    expect(() => parseJsonText(text, "body")).toThrow("body: nested deeper than 200 levels.");
  });

  it("ignores digits in strings", () => {
    expect(parseJsonText('{"1.0": "\\\\", "b": "x 1.0 \\" 2.0"}', "body")).toEqual({
      "1.0": "\\",
      b: 'x 1.0 " 2.0',
    });
  });
});
