import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isJavaScriptOf, toJavaScript, unknown, type Value } from "../../src/cty/value.js";
import { typed, types, createValues } from "./values.js";

describe("isJavaScriptOf", () => {
  it("accepts the result of toJavaScript for any value", () => {
    fc.assert(
      fc.property(typed(true), ({ value }) => {
        expect(isJavaScriptOf(toJavaScript(value), value)).toBe(true);
      }),
    );
  });

  it("accepts only data that is equal to the result of toJavaScript", () => {
    const pairs = types.chain((type) => fc.tuple(createValues(type, true), createValues(type, true)));
    fc.assert(
      fc.property(pairs, ([one, other]) => {
        const data = toJavaScript(one);
        const isAccepted = isJavaScriptOf(data, other);
        expect(isAccepted && !isDeepStrictEqual(data, toJavaScript(other))).toBe(false);
      }),
    );
  });

  it.each<[string, unknown, Value]>([
    ["a changed member", { a: 2 }, { a: 1 }],
    ["another member", { a: 1, b: null }, { a: 1 }],
    ["a missing member", {}, { a: 1 }],
    ["a longer list", [1, 2], [1]],
    ["a shorter list", [1], [1, 2]],
    ["a list instead of an object", [], {}],
    ["a known value instead of an unknown one", "x", unknown],
    ["null instead of an empty list", null, []],
  ])("rejects other data: %s", (_name, data, value) => {
    expect(isJavaScriptOf(data, value)).toBe(false);
  });

  it("treats a missing member as null", () => {
    expect(isJavaScriptOf({ a: 1 }, { a: 1, b: null })).toBe(true);
  });
});
