import * as fc from "fast-check";
import { Dynamic } from "@huntkit/terraform-plugin";
import { onEachEngine } from "@huntkit/test-kit/terraform";
import { describe, expect, it } from "vitest";
import { formatBlock, formatExpression, Expression, quote } from "../../src/scripts/export/hcl.js";
import { Workspace } from "../workspace.js";

/** Strings that would change without escapes. */
const nasty = [
  "",
  "$",
  "%",
  "${",
  "$${",
  "$$${x}",
  "%{ if true }",
  "%%{",
  "$%{",
  "\\",
  "\\n",
  '"',
  "a\nb",
  "\r\n\t",
  "\u0000\u001b[31m",
  "\u202egnp",
  "\u2028",
  "\ufeff",
  "a\u200bb",
  "😀 Ü",
  "EOT",
  '${file("/etc/passwd")}',
];

/** Parses a quoted literal as HCL does: like JSON, except for a doubled sign before a brace. */
const read = (literal: string): unknown => JSON.parse(literal.replace(/([$%])\1\{/g, "$1{"));

describe("quote", () => {
  it.each(nasty)("returns a literal of the same string: %j", (text) => expect(read(quote(text))).toBe(text));

  it("returns one line without templates and invisible characters", () => {
    fc.assert(
      fc.property(
        fc
          .array(fc.oneof(fc.constantFrom(...nasty), fc.string({ unit: "binary" })))
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

const lines = [
  { name: "a", value: 1 },
  { name: "long_name", value: "x" },
  { name: "object", value: { inner: { deep: ["x"], longer: 1 }, b: 2 } },
  { name: "c", value: 3 },
  { comment: "words" },
  { name: "long_again", value: true },
  { block: "part", lines: [{ name: "d", value: 4 }, { name: "long", value: "x" }, { comment: "words" }] },
];

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

onEachEngine((engine) => {
  it("reads each literal as the same string", async () => {
    const texts = [...nasty, ...fc.sample(fc.string({ unit: "grapheme" }), 100)].map((text) =>
      text.normalize("NFC"),
    );
    const workspace = new Workspace(engine, {
      files: {
        "main.tf": texts
          .map((text, index) => formatBlock("output", [`o${index}`], [{ name: "value", value: text }]))
          .join(""),
      },
    });
    expect((await workspace.apply()).stderr).toBe("");
    const outputs = JSON.parse((await workspace.run("output", "-json")).stdout) as Record<
      string,
      { value: unknown }
    >;
    expect(texts.map((_, index) => outputs[`o${index}`]?.value)).toEqual(texts);
  });

  it("finds no differences in the format of exported configuration", async () => {
    const workspace = new Workspace(engine, { files: { "main.tf": formatBlock("x", ["y"], lines) } });
    expect(await workspace.run("fmt", "-check", "-diff")).toEqual({ code: 0, stdout: "", stderr: "" });
  });
});
