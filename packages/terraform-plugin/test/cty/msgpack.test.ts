import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isEqual } from "../../src/cty/compare.js";
import { Decimal } from "../../src/cty/decimal.js";
import { decode, encode } from "../../src/cty/msgpack.js";
import type { CtyType } from "../../src/cty/type.js";
import { Dynamic, isUnknown, unknown } from "../../src/cty/value.js";
import { typed } from "./values.js";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const bytes = (text: string): Uint8Array => Buffer.from(text.replaceAll(" ", ""), "hex");

describe("encode and decode", () => {
  it("return any value of any type unchanged after a round trip", () => {
    fc.assert(
      fc.property(typed(true), ({ type, value }) => {
        const back = decode(encode(value, type), type);
        expect(back).toEqual(value);
        expect(isEqual(back, value, type)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("encode members in order of their names, as Terraform does", () => {
    const object = encode({ b: "x", a: { d: "y", c: "z" } }, [
      "object",
      { b: "string", a: ["map", "string"] },
    ]);

    expect(hex(object)).toBe("82a16182a163a17aa164a179a162a178");
  });

  it("encode an unknown value as extension 0 with one byte", () => {
    expect(hex(encode(unknown, "string"))).toBe("d40000");
    expect(hex(encode({ a: unknown }, ["object", { a: "number", b: "bool" }]))).toBe("82a161d40000a162c0");
  });

  it.each([
    ["plain", "d4 00 00"],
    ["not null", "c7 03 0c 81 01 c2"],
    ["with a prefix", "c7 09 0c 82 01 c2 02 a4 68 75 6e 74"],
    ["of an extension that does not exist yet", "d6 63 00 00 00 00"],
    ["of the extension for timestamps", "d6 ff 00 00 00 00"],
  ])("decode every extension as an unknown value: %s", (_name, text) => {
    expect(isUnknown(decode(bytes(text), "string"))).toBe(true);
  });

  it.each<[string, unknown, string]>([
    ["7f", 127, "7f"],
    ["cf 00 20 00 00 00 00 00 01", 2n ** 53n + 1n, "cf0020000000000001"],
    ["cb 40 04 00 00 00 00 00 00", 2.5, "a3322e35"],
    ["a3 30 2e 31", 0.1, "a3302e31"],
    [
      "cb 3f b9 99 99 99 99 99 9a",
      new Decimal("0.1000000000000000055511151231257827021181583404541015625"),
      hexText("0.1000000000000000055511151231257827021181583404541015625"),
    ],
    [
      "b4 31 38 34 34 36 37 34 34 30 37 33 37 30 39 35 35 31 36 31 37",
      18446744073709551617n,
      hexText("18446744073709551617"),
    ],
    ["cb 44 30 00 00 00 00 00 00", 2n ** 68n, hexText(String(2n ** 68n))],
    ["a4 31 65 2d 37", 1e-7, hexText("0.0000001")],
    ["cb 7f f0 00 00 00 00 00 00", Infinity, "cb7ff0000000000000"],
    ["a2 2d 30", 0, "00"],
  ])("keep a number exactly, as a 64-bit integer or a decimal string: %s", (wire, value, back) => {
    const number = decode(bytes(wire), "number");
    expect(number).toEqual(value);
    expect(hex(encode(number, "number"))).toBe(back);
  });

  it("include the type of a dynamic value", () => {
    const type: CtyType = ["object", { b: "string", a: ["list", "number"] }];

    const wire = encode(new Dynamic(type, { a: [1], b: null }), "dynamic");

    expect(hex(wire)).toContain(
      Buffer.from('["object",{"a":["list","number"],"b":"string"}]').toString("hex"),
    );
    expect(decode(wire, "dynamic")).toEqual(
      new Dynamic(["object", { a: ["list", "number"], b: "string" }], { a: [1], b: null }),
    );
  });

  it.each([
    ["null", null],
    ["an unknown value without a type", unknown],
    ["an unknown value with a type", new Dynamic("string", unknown)],
  ])("keep a dynamic value: %s", (_name, value) => {
    expect(decode(encode(value, "dynamic"), "dynamic")).toEqual(value);
  });

  it("reject a value of another type with its path", () => {
    const type: CtyType = ["object", { list: ["list", "string"] }];

    expect(() => encode({ list: ["a", 1] }, type)).toThrow(new TypeError("list[1] must be a string"));
    expect(() => decode(bytes("81 a4 6c 69 73 74 a1 61"), type)).toThrow(
      new TypeError("list must be a list of string"),
    );
  });

  it("do not show a rejected value in the error", () => {
    expect(() => encode({ other: "s3cret" }, ["object", { list: ["list", "string"] }])).toThrow(
      new TypeError("other is not an attribute of this object"),
    );
  });

  it("reject a number that is not one", () => {
    expect(() => encode(Number.NaN, "number")).toThrow("must be a number");
    expect(() => decode(encode("many", "string"), "number")).toThrow("must be a number");
  });

  it("reject a dynamic value without its type", () => {
    expect(() => encode("x", "dynamic")).toThrow(TypeError);
    expect(() => decode(encode("x", "string"), "dynamic")).toThrow(TypeError);
    expect(() => decode(encode(["x"], ["list", "string"]), "dynamic")).toThrow(TypeError);
  });
});

function hexText(text: string): string {
  const head =
    text.length < 32 ? (0xa0 | text.length).toString(16) : `d9${text.length.toString(16).padStart(2, "0")}`;
  return `${head}${Buffer.from(text).toString("hex")}`;
}
