import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Decimal } from "../../src/cty/decimal.js";
import { decodeJson, encodeJson, fromJsonForm, parseJson } from "../../src/cty/json.js";
import { unknown } from "../../src/cty/value.js";
import { typed } from "./values.js";

describe("values as JSON", () => {
  it("any value that is known comes back as it was", () => {
    fc.assert(
      fc.property(typed(false), ({ type, value }) => {
        expect(decodeJson(encodeJson(value, type), type)).toEqual(value);
      }),
      { numRuns: 500 },
    );
  });

  it("numbers are exact", () => {
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

  it("an unknown value has no JSON form", () => {
    expect(() => encodeJson({ a: [unknown] }, ["object", { a: ["list", "string"] }])).toThrow(
      new TypeError("a[0] is unknown, which JSON cannot say"),
    );
  });

  it("members of an older type are dropped, new ones are null, and what does not fit is told with its place", () => {
    expect(fromJsonForm({ old: 1, a: "x" }, ["object", { a: "string", fresh: "bool" }])).toEqual({
      value: { a: "x", fresh: null },
      mismatches: [],
    });
    expect(fromJsonForm({ a: [true] }, ["object", { a: ["list", "number"] }]).mismatches).toEqual([
      { path: ["a", 0], problem: "must be a number" },
    ]);
  });

  it("a number may be written as a string, and any other string is not a number", () => {
    expect(decodeJson('"1.00000000000000000000001"', "number")).toEqual(
      new Decimal("1.00000000000000000000001"),
    );
    expect(() => decodeJson('"many"', "number")).toThrow("must be a number");
  });

  it("a dynamic value without its type is rejected, in both directions", () => {
    expect(() => decodeJson('"x"', "dynamic")).toThrow(TypeError);
    expect(() => decodeJson('{ "value": "x" }', "dynamic")).toThrow(TypeError);
    expect(() => encodeJson("x", "dynamic")).toThrow(TypeError);
  });

  it("a value of another type is not encoded", () => {
    expect(() => encodeJson({ size: "many" }, ["object", { size: "number" }])).toThrow(
      new TypeError("size must be a number"),
    );
  });

  it("text is indented on demand", () => {
    expect(encodeJson({ a: 1 }, ["object", { a: "number" }], 2)).toBe('{\n  "a": 1\n}');
  });
});
