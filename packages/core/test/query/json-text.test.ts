import { anyCharacter } from "@huntkit/test-kit/values";
import * as fc from "fast-check";
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

  it.each([
    '{"severity": "high", "severity": "low"}',
    '{"or": [{"id": 1}, {"severity": "high", "a": {"b": [{}, "}"]}, "severity" : "low"}]}',
    String.raw`{"severity": "high", "\u0073everity": "low"}`,
  ])("rejects an object with the same key twice, because only the last one would count: %s", (text) => {
    expect(() => parseJsonText(text, "--where")).toThrow(
      expect.objectContaining({
        input: "--where",
        problem: "duplicate",
        message:
          '--where: the key "severity" is in the same object twice, and only the last one would count. Remove one of them.',
      }),
    );
  });

  it.each([
    '{"a": {"a": 1}, "b": {"a": "a"}}',
    '[{"a": "b", "b": ["a", "a:"]}, {"a": 1}]',
    String.raw`{"a": "\\", "\\": "a", "__proto__": {"a": 1}}`,
  ])("accepts the same key in different objects: %s", (text) => {
    expect(parseJsonText(text, "where")).toEqual(JSON.parse(text));
  });

  it("accepts exactly the JSON of any data, and rejects it with any key duplicated", () => {
    const key = fc.string({ unit: anyCharacter, maxLength: 3 });
    const data = fc.dictionary(key, fc.jsonValue({ maxDepth: 2 }), { minKeys: 1 });

    fc.assert(
      fc.property(data, fc.nat(), (value, at) => {
        const text = JSON.stringify(value);
        const keys = Object.keys(value);
        const double = `{${JSON.stringify(keys[at % keys.length])}: 1, ${text.slice(1)}`;

        expect(parseJsonText(text, "where")).toEqual(JSON.parse(text));
        expect(() => parseJsonText(double, "where")).toThrow(
          expect.objectContaining({ problem: "duplicate" }) as Error,
        );
      }),
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
