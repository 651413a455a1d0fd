import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findDifferences, isEqual, toExact } from "../../src/cty/compare.js";
import { conform, toDynamic } from "../../src/cty/convert.js";
import { Decimal, toExactNumber, formatNumber, parseNumber } from "../../src/cty/decimal.js";
import { decode, encode } from "../../src/cty/msgpack.js";
import { fromSteps, formatPath, toSteps } from "../../src/cty/path.js";
import { type CtyType, parseType, isSameType } from "../../src/cty/type.js";
import { Dynamic, formatValue, toPlainData, toJavaScript, unknown } from "../../src/cty/value.js";
import { typed } from "./values.js";

describe("ordinary data as values", () => {
  it("a value conforms to its own type", () => {
    fc.assert(
      fc.property(typed(true), ({ type, value }) => {
        const { mismatches, value: same } = conform(value, type);
        expect(mismatches).toEqual([]);
        expect(conform(same, type).value).toEqual(same);
      }),
    );
  });

  it("all that is wrong is told at once, with its place", () => {
    const type: CtyType = [
      "object",
      { name: "string", sizes: ["map", "number"], pair: ["tuple", ["string", "bool"]] },
    ];
    expect(conform({ name: 1, sizes: { a: "x" }, pair: ["a"], colour: "red" }, type).mismatches).toEqual([
      { path: ["colour"], problem: "is not an attribute here" },
      { path: ["name"], problem: "must be a string" },
      { path: ["sizes", "a"], problem: "must be a number" },
      { path: ["pair"], problem: "must be a tuple of 2 elements" },
    ]);
    expect(conform(new Date(), type).mismatches).toEqual([{ path: [], problem: "must be an object" }]);
  });

  it("absent members become null, sets lose doubles, text is normalised and well formed", () => {
    expect(
      conform({ s: ["a", "a"], t: "e\u0301\ud800" }, [
        "object",
        { s: ["set", "string"], t: "string", u: "bool" },
      ]).value,
    ).toEqual({ s: ["a"], t: "\u00e9\ufffd", u: null });
  });

  it("ordinary data gets the type that it shows, and gives it back", () => {
    const where = { severity: { inq: ["high", 1, true, null] } };
    const { value } = conform(where, "dynamic");
    expect(value).toEqual(
      new Dynamic(
        ["object", { severity: ["object", { inq: ["tuple", ["string", "number", "bool", "dynamic"]] }] }],
        where,
      ),
    );
    expect(toPlainData(value)).toEqual(where);
    expect(toDynamic(Symbol("x"))).toBeUndefined();
    expect(
      toPlainData([2n ** 60n, new Decimal("0.1234567890123456789012345"), new Dynamic("string", null)]),
    ).toEqual(["1152921504606846976", 0.12345678901234568, null]);
  });
});

describe("numbers", () => {
  it("every decimal is kept exactly, and has one text", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 50n), max: 10n ** 50n }),
        fc.integer({ min: -80, max: 80 }),
        fc.nat(9),
        (digits, exponent, zeros) => {
          const text = formatNumber(parseNumber(`${digits}e${exponent}`));
          expect(formatNumber(parseNumber(`${digits}${"0".repeat(zeros)}e${exponent - zeros}`))).toBe(text);
          expect(formatNumber(parseNumber(text))).toBe(text);
        },
      ),
    );
  });

  it("what is no number is refused", () => {
    for (const text of ["", ".", "-", "1e", "0x1", "1,5", "NaN"])
      expect(() => parseNumber(text)).toThrow(RangeError);
    expect(formatNumber(parseNumber("1e5000"))).toBe("1e5000");
  });
});

describe("exact numbers and JavaScript's", () => {
  it("what is the same to JavaScript gets its exact number back, in lists, maps, sets and dynamic values", () => {
    fc.assert(
      fc.property(typed(true), ({ type, value }) => {
        expect(isEqual(toExact(toJavaScript(value), value, type), value, type)).toBe(true);
      }),
    );
  });

  it("what is another number stays as it is", () => {
    const float = toExactNumber(0.1);
    expect(toExact([0.1, 0.2], [float, float], ["list", "number"])).toEqual([float, 0.2]);
    expect(toExact([0.2, 0.1], [float], ["set", "number"])).toEqual([0.2, float]);
    expect(toExact(new Dynamic("number", 0.1), new Dynamic("number", float), "dynamic")).toEqual(
      new Dynamic("number", float),
    );
  });
});

describe("comparing values", () => {
  it("a value equals itself and, if all is known, differs from nothing it was planned as", () => {
    fc.assert(
      fc.property(typed(false), ({ type, value }) => {
        expect(isEqual(value, decode(encode(value, type), type), type)).toBe(true);
        expect(findDifferences(value, value, type)).toEqual([]);
      }),
    );
  });

  it("sets have no order, lists do", () => {
    expect(isEqual([1, 2], [2, 1, 1], ["set", "number"])).toBe(true);
    expect(isEqual([1, 2], [2, 1], ["list", "number"])).toBe(false);
    expect(isEqual([1, 2], [1, 3], ["set", "number"])).toBe(false);
  });

  it("the unknown may become anything, the known must stay", () => {
    const type: CtyType = [
      "object",
      {
        a: "string",
        list: ["list", "string"],
        map: ["map", "number"],
        set: ["set", "string"],
        any: "dynamic",
      },
    ];
    const planned = {
      a: unknown,
      list: ["x", unknown],
      map: { k: 1 },
      set: ["x", unknown],
      any: new Dynamic("string", "x"),
    };
    expect(
      findDifferences(
        planned,
        { a: "y", list: ["x", "y"], map: { k: 1 }, set: ["y", "x"], any: new Dynamic("string", "x") },
        type,
      ),
    ).toEqual([]);
    expect(
      findDifferences(
        planned,
        { a: null, list: ["z", "y"], map: { k: 1, l: 2 }, set: ["y"], any: new Dynamic("number", 1) },
        type,
      ).map(({ path }) => path),
    ).toEqual([["list", 0], ["map", "l"], ["set"], ["any"]]);
    expect(
      findDifferences(
        { a: "x", list: [], map: null, set: null, any: null },
        { a: unknown, list: null, map: {}, set: null, any: null },
        type,
      ).map(({ path }) => path),
    ).toEqual([["a"], ["list"], ["map"]]);
  });
});

describe("paths and types", () => {
  const type: CtyType = [
    "object",
    {
      a: ["object", { list: ["list", ["map", "string"]] }],
      set: ["set", "string"],
      pair: ["tuple", ["string"]],
      any: "dynamic",
    },
  ];

  it("a path is shown as one writes it", () => {
    expect(formatPath(["a", "list", 0, "k 1"])).toBe('a.list[0]["k 1"]');
    expect(formatPath([])).toBe(".");
  });

  it("a path goes to protocol 6 by the type, ends at a set, and comes back", () => {
    expect(toSteps(["a", "list", 0, "k"], type)).toEqual([
      { attribute_name: "a" },
      { attribute_name: "list" },
      { element_key_int: 0 },
      { element_key_string: "k" },
    ]);
    expect(toSteps(["set", 1], type)).toEqual([{ attribute_name: "set" }]);
    expect(toSteps(["any", "x", 0], type)).toEqual([
      { attribute_name: "any" },
      { attribute_name: "x" },
      { element_key_int: 0 },
    ]);
    expect(toSteps(["pair", 0, "x"], type)).toEqual([{ attribute_name: "pair" }, { element_key_int: 0 }]);
    expect(toSteps(["nowhere"], type)).toEqual([]);
    expect(fromSteps(toSteps(["a", "list", 0, "k"], type))).toEqual(["a", "list", 0, "k"]);
  });

  it("a type is read from JSON, and nothing else is", () => {
    expect(isSameType(parseType(JSON.parse(JSON.stringify(type))), type)).toBe(true);
    expect(isSameType(["object", { a: "string", b: "bool" }], ["object", { b: "bool", a: "string" }])).toBe(
      true,
    );
    for (const wrong of ["text", ["array", "string"], ["object", null], 1, null, ["tuple", "string"]])
      expect(() => parseType(wrong)).toThrow(TypeError);
  });
});

describe("a value in a message", () => {
  it("is on one line, and shows no more than 120 characters of a string", () => {
    expect(formatValue("two\nlines")).toBe('"two\\nlines"');
    expect(formatValue("x".repeat(121))).toBe(`"${"x".repeat(120)}…"`);
  });

  it("is short for lists and objects", () => {
    expect(formatValue([])).toBe("[]");
    expect(formatValue(["a", "b"])).toBe("[… 2]");
    expect(formatValue({ a: "b" })).toBe("{…}");
  });

  it("distinguishes a missing value, null, and an unknown value", () => {
    expect(formatValue(undefined)).toBe("nothing");
    expect(formatValue(null)).toBe("null");
    expect(formatValue(unknown)).toBe(String(unknown));
  });
});
