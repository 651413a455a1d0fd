import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Decimal } from "../../src/cty/decimal.js";
import { decodeJson, encodeJson, fromJsonForm, parseJson } from "../../src/cty/json.js";
import { unknown } from "../../src/cty/value.js";
import { typed } from "./values.js";

describe("encodeJson and decodeJson", () => {
  it("return any known value unchanged after a round trip", () => {
    fc.assert(
      fc.property(typed(false), ({ type, value }) => {
        expect(decodeJson(encodeJson(value, type), type)).toEqual(value);
      }),
      { numRuns: 500 },
    );
  });

  it("keep numbers exactly in JSON", () => {
    expect(parseJson("[0.1, 9007199254740993, 1.00000000000000000000001, 1e3]")).toEqual([
      0.1,
      9007199254740993n,
      new Decimal("1.00000000000000000000001"),
      1000,
    ]);
    expect(
      encodeJson([9007199254740993n, new Decimal("1.00000000000000000000001")], ["list", "number"]),
    ).toBe("[9007199254740993,1.00000000000000000000001]");
  });

  it("reject an unknown value, which JSON cannot represent", () => {
    expect(() => encodeJson({ a: [unknown] }, ["object", { a: ["list", "string"] }])).toThrow(
      new TypeError("a[0] is unknown, and JSON cannot represent unknown values"),
    );
  });

  it("read a number from a string", () => {
    expect(decodeJson('"1.00000000000000000000001"', "number")).toEqual(
      new Decimal("1.00000000000000000000001"),
    );
  });

  it("reject a string that is not a number", () => {
    expect(() => decodeJson('"many"', "number")).toThrow("must be a number");
  });

  it("reject a dynamic value without its type", () => {
    expect(() => decodeJson('"x"', "dynamic")).toThrow(TypeError);
    expect(() => decodeJson('{ "value": "x" }', "dynamic")).toThrow(TypeError);
    expect(() => encodeJson("x", "dynamic")).toThrow(TypeError);
  });

  it("reject a value of another type", () => {
    expect(() => encodeJson({ size: "many" }, ["object", { size: "number" }])).toThrow(
      new TypeError("size must be a number"),
    );
  });

  it("indent the JSON if requested", () => {
    expect(encodeJson({ a: 1 }, ["object", { a: "number" }], 2)).toBe('{\n  "a": 1\n}');
  });
});

describe("fromJsonForm", () => {
  it("drops members that the type does not have, and sets missing ones to null", () => {
    expect(fromJsonForm({ old: 1, a: "x" }, ["object", { a: "string", fresh: "bool" }])).toEqual({
      value: { a: "x", fresh: null },
      mismatches: [],
    });
  });

  it("returns the path of a value that does not match the type", () => {
    expect(fromJsonForm({ a: [true] }, ["object", { a: ["list", "number"] }]).mismatches).toEqual([
      { path: ["a", 0], problem: "must be a number" },
    ]);
  });
});
