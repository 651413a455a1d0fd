import { describe, expect, it } from "vitest";
import { toInteger, toNames, toParams, toText, toWhere } from "../src/calls/values.js";

describe("a value in a list of requests", () => {
  it("is missing if it is empty, null, or not set", () => {
    for (const value of ["", null, undefined]) {
      expect(toText(value, "path")).toBeUndefined();
      expect(toInteger(value, "limit", 1)).toBeUndefined();
      expect(toNames(value, "fields")).toBeUndefined();
      expect(toParams(value, "params")).toEqual({});
    }
  });

  it("is a condition only if it is an object: null and an empty string are not the same as no condition", () => {
    expect(toWhere(undefined, "where")).toBeUndefined();
    expect(toWhere({ name: "x" }, "where")).toEqual({ name: "x" });
    expect(() => toWhere(null, "where")).toThrow(/^where: it must be an object/);
    expect(() => toWhere("", "where")).toThrow(/^where: it must be an object/);
  });

  it("is the same string if YAML made a number of it", () => {
    expect(toText(42, "requests[1].path")).toBe("42");
    expect(toText("42", "requests[1].path")).toBe("42");
  });

  it("is the same number if it is written as a string", () => {
    expect(toInteger(5, "limit", 1)).toBe(5);
    expect(toInteger("5", "limit", 1)).toBe(5);
  });

  it("is rejected with its place if it has another type", () => {
    expect(() => toText({}, "requests[1].path")).toThrow(/^requests\[1\]\.path: /);
    expect(() => toWhere([1], "requests[1].where")).toThrow(/^requests\[1\]\.where: /);
    expect(() => toWhere("a", "requests[1].where")).toThrow(/^requests\[1\]\.where: /);
    expect(() => toNames([5], "requests[1].fields")).toThrow(/^requests\[1\]\.fields: /);
  });

  it("can be the values for a path, as an object or as lines", () => {
    expect(toParams({ id: 42 }, "params")).toEqual({ id: "42" });
    expect(toParams("id: 0042", "params")).toEqual({ id: "0042" });
    expect(() => toParams({ id: {} }, "params")).toThrow(/^params: .*id/);
  });
});
