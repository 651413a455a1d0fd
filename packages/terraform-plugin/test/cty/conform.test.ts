import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findDifferences, isEqual, toExact } from "../../src/cty/compare.js";
import { conform, toDynamic } from "../../src/cty/convert.js";
import { Decimal, toExactNumber, formatNumber, parseNumber } from "../../src/cty/decimal.js";
import { decode, encode } from "../../src/cty/msgpack.js";
import { fromSteps, formatPath, toSteps } from "../../src/cty/path.js";
import { type CtyType, parseType, isSameType } from "../../src/cty/type.js";
import {
  Dynamic,
  formatValue,
  type Members,
  toPlainData,
  toJavaScript,
  unknown,
  type Value,
} from "../../src/cty/value.js";
import { typed } from "./values.js";

describe("conform", () => {
  it("returns a value of the type unchanged", () => {
    fc.assert(
      fc.property(typed(true), ({ type, value }) => {
        const { mismatches, value: same } = conform(value, type);
        expect(mismatches).toEqual([]);
        expect(conform(same, type).value).toEqual(same);
      }),
    );
  });

  it("returns all mismatches with their paths", () => {
    const type: CtyType = [
      "object",
      { name: "string", sizes: ["map", "number"], pair: ["tuple", ["string", "bool"]] },
    ];

    const { mismatches } = conform({ name: 1, sizes: { a: "x" }, pair: ["a"], color: "red" }, type);

    expect(mismatches).toEqual([
      { path: ["color"], problem: "is not an attribute of this object" },
      { path: ["name"], problem: "must be a string" },
      { path: ["sizes", "a"], problem: "must be a number" },
      { path: ["pair"], problem: "must be a tuple of 2 elements" },
    ]);
  });

  it("rejects an instance of a class as an object", () => {
    const { mismatches } = conform(new Date(), ["object", { name: "string" }]);

    expect(mismatches).toEqual([{ path: [], problem: "must be an object" }]);
  });

  it("sets absent members to null", () => {
    const { value } = conform({ a: "x" }, ["object", { a: "string", b: "bool" }]);

    expect(value).toEqual({ a: "x", b: null });
  });

  it("keeps a member of a map with the name __proto__", () => {
    const data: unknown = JSON.parse('{ "__proto__": "x" }');

    const { value } = conform(data, ["map", "string"]);

    expect(Object.entries(value as Members)).toEqual([["__proto__", "x"]]);
  });

  it("removes duplicates from sets", () => {
    expect(conform(["a", "a"], ["set", "string"]).value).toEqual(["a"]);
  });

  it("normalizes strings to NFC, and replaces lone surrogates", () => {
    expect(conform("e\u0301\ud800", "string").value).toBe("\u00e9\ufffd");
  });

  it("infers the type of ordinary data for a dynamic value", () => {
    const where = { severity: { inq: ["high", 1, true, null] } };

    const { value } = conform(where, "dynamic");

    expect(value).toEqual(
      new Dynamic(
        ["object", { severity: ["object", { inq: ["tuple", ["string", "number", "bool", "dynamic"]] }] }],
        where,
      ),
    );
    expect(toPlainData(value)).toEqual(where);
  });
});

describe("toDynamic", () => {
  it("returns undefined for data without a Terraform type", () => {
    expect(toDynamic(Symbol("x"))).toBeUndefined();
  });
});

describe("toPlainData", () => {
  it("returns numbers that JavaScript cannot hold exactly as strings", () => {
    const decimal = "0.1234567890123456789012345";

    expect(toPlainData([2n ** 60n, new Decimal(decimal)])).toEqual(["1152921504606846976", decimal]);
  });

  it("returns a 64-bit float as the JavaScript number that is equal to it", () => {
    expect(toPlainData(toExactNumber(0.1))).toBe(0.1);
  });

  it("returns a dynamic null as null", () => {
    expect(toPlainData(new Dynamic("string", null))).toBeNull();
  });
});

describe("parseNumber", () => {
  it("keeps every decimal exactly, and formats equal decimals as the same string", () => {
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

  it.each(["", ".", "-", "1e", "0x1", "1,5", "NaN"])("rejects a string that is not a number: %j", (text) => {
    expect(() => parseNumber(text)).toThrow(RangeError);
  });

  it("keeps the exponent of a number with more than 1000 digits", () => {
    expect(formatNumber(parseNumber("1e5000"))).toBe("1e5000");
  });
});

describe("toExact", () => {
  it("restores the exact numbers of a value that was converted to JavaScript numbers", () => {
    fc.assert(
      fc.property(typed(true), ({ type, value }) => {
        expect(isEqual(toExact(toJavaScript(value), value, type), value, type)).toBe(true);
      }),
    );
  });

  it("leaves numbers that differ from the exact value unchanged", () => {
    const float = toExactNumber(0.1);
    expect(toExact([0.1, 0.2], [float, float], ["list", "number"])).toEqual([float, 0.2]);
    expect(toExact([0.2, 0.1], [float], ["set", "number"])).toEqual([0.2, float]);
    expect(toExact(new Dynamic("number", 0.1), new Dynamic("number", float), "dynamic")).toEqual(
      new Dynamic("number", float),
    );
  });
});

describe("isEqual and findDifferences", () => {
  it("find no difference between a value and its copy", () => {
    fc.assert(
      fc.property(typed(false), ({ type, value }) => {
        expect(isEqual(value, decode(encode(value, type), type), type)).toBe(true);
        expect(findDifferences(value, value, type)).toEqual([]);
      }),
    );
  });

  it("ignore the order and the duplicates of sets", () => {
    expect(isEqual([1, 2], [2, 1, 1], ["set", "number"])).toBe(true);
    expect(isEqual([1, 2], [1, 3], ["set", "number"])).toBe(false);
  });

  it("respect the order of lists", () => {
    expect(isEqual([1, 2], [2, 1], ["list", "number"])).toBe(false);
  });
});

describe("findDifferences", () => {
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
  const findPaths = (before: Value, after: Value) =>
    findDifferences(before, after, type).map(({ path }) => path);

  it("accepts any value if the planned value is unknown", () => {
    const actual = {
      a: "y",
      list: ["x", "y"],
      map: { k: 1 },
      set: ["y", "x"],
      any: new Dynamic("string", "x"),
    };

    expect(findDifferences(planned, actual, type)).toEqual([]);
  });

  it("returns the paths at which known values differ from the plan", () => {
    const actual = {
      a: null,
      list: ["z", "y"],
      map: { k: 1, l: 2 },
      set: ["y"],
      any: new Dynamic("number", 1),
    };

    expect(findPaths(planned, actual)).toEqual([["list", 0], ["map", "l"], ["set"], ["any"]]);
  });

  it("distinguishes null from an empty collection, and a known value from an unknown one", () => {
    const before = { a: "x", list: [], map: null, set: null, any: null };
    const after = { a: unknown, list: null, map: {}, set: null, any: null };

    expect(findPaths(before, after)).toEqual([["a"], ["list"], ["map"]]);
  });
});

const nestedType: CtyType = [
  "object",
  {
    a: ["object", { list: ["list", ["map", "string"]] }],
    set: ["set", "string"],
    pair: ["tuple", ["string"]],
    any: "dynamic",
  },
];

describe("formatPath", () => {
  it("formats a path as in a configuration", () => {
    expect(formatPath(["a", "list", 0, "k 1"])).toBe('a.list[0]["k 1"]');
  });

  it("formats the path of the whole value as a dot", () => {
    expect(formatPath([])).toBe(".");
  });
});

describe("toSteps", () => {
  it("converts a path according to the type", () => {
    expect(toSteps(["a", "list", 0, "k"], nestedType)).toEqual([
      { attribute_name: "a" },
      { attribute_name: "list" },
      { element_key_int: 0 },
      { element_key_string: "k" },
    ]);
  });

  it("ends at a set, whose elements have no keys", () => {
    expect(toSteps(["set", 1], nestedType)).toEqual([{ attribute_name: "set" }]);
  });

  it("converts a path into a dynamic value by the types of its steps", () => {
    expect(toSteps(["any", "x", 0], nestedType)).toEqual([
      { attribute_name: "any" },
      { attribute_name: "x" },
      { element_key_int: 0 },
    ]);
  });

  it("ends before the first step that the type does not have", () => {
    expect(toSteps(["pair", 0, "x"], nestedType)).toEqual([
      { attribute_name: "pair" },
      { element_key_int: 0 },
    ]);
    expect(toSteps(["nowhere"], nestedType)).toEqual([]);
  });

  it("is reversed by fromSteps", () => {
    const path = ["a", "list", 0, "k"];

    expect(fromSteps(toSteps(path, nestedType))).toEqual(path);
  });
});

describe("parseType", () => {
  it("reads a type from its JSON form", () => {
    expect(isSameType(parseType(JSON.parse(JSON.stringify(nestedType))), nestedType)).toBe(true);
  });

  it.each(["text", ["array", "string"], ["object", null], 1, null, ["tuple", "string"]])(
    "rejects JSON that is not a type: %j",
    (json) => {
      expect(() => parseType(json)).toThrow(TypeError);
    },
  );
});

describe("isSameType", () => {
  it("ignores the order of an object's attributes", () => {
    const [one, other]: CtyType[] = [
      ["object", { a: "string", b: "bool" }],
      ["object", { b: "bool", a: "string" }],
    ];

    expect(isSameType(one!, other!)).toBe(true);
  });
});

describe("formatValue", () => {
  it("returns one line with at most 120 characters of a string", () => {
    expect(formatValue("two\nlines")).toBe('"two\\nlines"');
    expect(formatValue("x".repeat(121))).toBe(`"${"x".repeat(120)}…"`);
  });

  it("shortens lists and objects", () => {
    expect(formatValue([])).toBe("[]");
    expect(formatValue(["a", "b"])).toBe("[… 2]");
    expect(formatValue({ a: "b" })).toBe("{…}");
  });

  it("distinguishes a missing value, null, and an unknown value in a message", () => {
    expect(formatValue(undefined)).toBe("nothing");
    expect(formatValue(null)).toBe("null");
    expect(formatValue(unknown)).toBe(String(unknown));
  });
});
