import { anyCharacter } from "@huntkit/test-kit/values";
import * as fc from "fast-check";
import { Dynamic } from "@huntkit/terraform-plugin";
import { describe, expect, it } from "vitest";
import { formatBlock, formatExpression, Expression, quote } from "../../src/scripts/export/hcl.js";
import { nastyStrings } from "./nasty-strings.js";

/** Parses a quoted literal as HCL does: like JSON, except for a doubled sign before a brace. */
const read = (literal: string): unknown => JSON.parse(literal.replace(/([$%])\1\{/g, "$1{"));

describe("quote", () => {
  it.each(nastyStrings)("returns a literal of the same string: %j", (text) =>
    expect(read(quote(text))).toBe(text),
  );

  it("returns one line without templates and invisible characters", () => {
    fc.assert(
      fc.property(
        fc
          .array(fc.oneof(fc.constantFrom(...nastyStrings), fc.string({ unit: anyCharacter })))
          .map((parts) => parts.join("")),
        (text) => {
          const literal = quote(text);
          expect(read(literal)).toBe(text);
          expect(literal.replace(/\$\$\{|%%\{/g, "")).not.toMatch(
            /[$%]\{|[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e]/,
          );
        },
      ),
    );
  });
});

describe("formatExpression", () => {
  it.each([
    [null, "null"],
    [true, "true"],
    [1.5, "1.5"],
    [12345678901234567890n, "12345678901234567890"],
    [new Dynamic("string", "x"), '"x"'],
    [new Expression("hunt_flag.x.id"), "hunt_flag.x.id"],
    [[], "[]"],
    [{}, "{}"],
    [["a", 1], '[\n  "a",\n  1,\n]'],
    [{ a: 1, "b c": 2, for: 3 }, '{\n  a     = 1\n  "b c" = 2\n  "for" = 3\n}'],
  ])("formats a value: %o", (value, text) => expect(formatExpression(value)).toBe(text));
});

it("formatBlock aligns equals signs", () => {
  expect(
    formatBlock(
      "resource",
      ["hunt_flag", "x"],
      [
        { name: "a", value: 1 },
        { name: "bcd", value: "x" },
      ],
    ),
  ).toBe('resource "hunt_flag" "x" {\n  a   = 1\n  bcd = "x"\n}\n');
});
