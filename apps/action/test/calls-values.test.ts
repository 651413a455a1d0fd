import { describe, expect, it } from "vitest";
import { toInteger, toNames, toParams, toText, toWhere } from "../src/calls/values.js";

describe("values of requests", () => {
  it.each(["", null, undefined])("treats an empty value as missing: %j", (value) => {
    expect(toText(value, "path")).toBeUndefined();
    expect(toInteger(value, "limit", 1)).toBeUndefined();
    expect(toNames(value, "fields")).toBeUndefined();
    expect(toParams(value, "params")).toEqual({});
  });

  it("toWhere returns an object unchanged", () => {
    expect(toWhere({ name: "x" }, "where")).toEqual({ name: "x" });
  });

  it("toWhere returns undefined only if there is no condition", () => {
    expect(toWhere(undefined, "where")).toBeUndefined();
  });

  it.each([null, "", "a", [1]])("toWhere throws for a value that is not an object: %j", (value) => {
    expect(() => toWhere(value, "requests[1].where")).toThrow(/^requests\[1\]\.where: it must be an object/);
  });

  it.each([42, "42"])("toText returns the same string for a number in YAML and a string: %j", (value) => {
    expect(toText(value, "requests[1].path")).toBe("42");
  });

  it("toText throws for an object", () => {
    expect(() => toText({}, "requests[1].path")).toThrow("requests[1].path: it must be a string.");
  });

  it.each([5, "5"])("toInteger returns the same number for a number and a string: %j", (value) => {
    expect(toInteger(value, "limit", 1)).toBe(5);
  });

  it("toNames throws for a list of numbers", () => {
    expect(() => toNames([5], "requests[1].fields")).toThrow(
      /^Invalid value "\[5\]" for 'requests\[1\]\.fields'\. Use names/,
    );
  });

  it("toParams accepts an object", () => {
    expect(toParams({ id: 42 }, "params")).toEqual({ id: "42" });
  });

  it("toParams accepts one name and value per line", () => {
    expect(toParams("id: 0042", "params")).toEqual({ id: "0042" });
  });

  it("toParams throws for a value that is an object", () => {
    expect(() => toParams({ id: {} }, "params")).toThrow(/^params: .*id/);
  });
});
