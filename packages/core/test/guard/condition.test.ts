import { describe, expect, it } from "vitest";
import {
  createEmptyWhereError,
  listComparisons,
  listProperties,
  parseWhereJson,
  parseWriteCondition,
  requireRecordIds,
} from "../../src/guard/condition.js";

const failure = (problem: string, input = "where") =>
  expect.objectContaining({ code: "HUNT_INPUT", input, problem }) as Error;

describe("parseWriteCondition", () => {
  it.each([
    [{ hostname: "a" }, ["hostname"]],
    [{ hostname: "a", "data.x": 1, "data.y": 2 }, ["hostname", "data"]],
    [{ or: [{ a: 1 }, { and: [{ b: 2 }, { "c.d": { inq: [3] } }] }] }, ["a", "b", "c"]],
    [{ a: { gt: 1, lt: 5 } }, ["a"]],
  ])("lists the properties at every depth, each once: %j", (where, properties) => {
    expect(listProperties(parseWriteCondition(where).where)).toEqual(properties);
  });

  it("wraps an or next to other conditions in an and, which every connector puts in parentheses", () => {
    const { where } = parseWriteCondition({ archived: false, or: [{ a: 1 }, { b: 2 }] });

    expect(where).toEqual({ and: [{ archived: false }, { or: [{ a: 1 }, { b: 2 }] }] });
  });

  it.each([
    [{ id: "a" }, ["a"]],
    [{ id: 7 }, [7]],
    [{ id: ["a", "b", "a"] }, ["a", "b"]],
    [{ id: { inq: ["a", "b"] } }, ["a", "b"]],
    [{ and: [{ id: ["a"] }] }, ["a"]],
    [{ and: [{ and: [{ id: "a" }] }] }, ["a"]],
  ])("recognizes a list of IDs: %j", (where, ids) => {
    expect(parseWriteCondition(where).ids).toEqual(ids);
  });

  it.each([
    [{ hostname: "a" }],
    [{ id: "a", hostname: "b" }],
    [{ and: [{ id: "a" }, { id: "b" }] }],
    [{ or: [{ id: "a" }] }],
    [{ id: { neq: "a" } }],
    [{ id: { nin: ["a"] } }],
    [{ id: { gt: "a" } }],
  ])("does not treat another condition as a list of IDs: %j", (where) => {
    expect(parseWriteCondition(where).ids).toBeNull();
  });

  it("converts a plain list of IDs to inq", () => {
    expect(parseWriteCondition({ and: [{ id: ["a"] }, { b: 1 }] }).where).toEqual({
      and: [{ id: { inq: ["a"] } }, { b: 1 }],
    });
  });

  it("parses a condition in JSON", () => {
    expect(parseWriteCondition('{"hostname": "a"}').where).toEqual({ hostname: "a" });
  });

  it.each([undefined, null, "", "  ", {}, "{}", "null"])(
    "rejects a condition that means every record: %j",
    (where) => {
      expect(() => parseWriteCondition(where)).toThrow(failure("empty"));
    },
  );

  it.each([
    [{ a: null }],
    [{ a: { eq: null } }],
    [{ a: { neq: null } }],
    [{ a: { inq: [1, null] } }],
    [{ a: { nin: [null] } }],
    [{ or: [{ b: 1 }, { a: null }] }],
    [{ id: null }],
  ])("rejects a comparison with null: %j", (where) => {
    expect(() => parseWriteCondition(where)).toThrow(failure("null"));
    expect(() => parseWriteCondition(where)).toThrow(/^where: null is not allowed/);
  });

  it.each([
    [{ a: { near: "1,1" } }, "operator"],
    [{ a: { contains: "x" } }, "operator"],
    [{ $or: [{ a: 1 }] }, "operator"],
    [{ a: {} }, "empty"],
    [{ and: [] }, "list"],
    [{ or: [{}] }, "empty"],
    [{ a: ["x"] }, "type"],
    [[{ a: 1 }], "type"],
    [5, "type"],
    ["{", "json"],
    [{ id: "" }, "empty"],
    [{ id: " " }, "empty"],
    [{ id: [] }, "empty"],
    [{ id: ["a", ""] }, "empty"],
    [{ id: true }, "empty"],
  ])("rejects a condition that HUNT would misread: %j", (where, problem) => {
    expect(() => parseWriteCondition(where)).toThrow(failure(problem));
  });
});

describe("parseWhereJson", () => {
  it("returns other values than strings unchanged", () => {
    const where = { a: 1 };

    expect(parseWhereJson(where)).toBe(where);
    expect(parseWhereJson(null)).toBeNull();
  });

  it("rejects a condition that is not JSON", () => {
    expect(() => parseWhereJson("{a: 1}")).toThrow("where: not valid JSON.");
  });

  it("rejects a number that JavaScript would round", () => {
    expect(() => parseWhereJson('{"id": 9007199254740993}')).toThrow(failure("inexact"));
  });
});

describe("listProperties", () => {
  it("returns each name once, including those in branches", () => {
    expect(listProperties({ and: [{ a: 1 }, { or: [{ "a.b": 2 }, { c: 3 }] }] })).toEqual(["a", "c"]);
  });
});

describe("listComparisons", () => {
  it("returns the operators and the values at each level", () => {
    const where = { and: [{ a: true }, { or: [{ "b.c": { neq: 1 } }, { d: { inq: ["x", "y"] } }] }] };

    expect(listComparisons(where)).toEqual([
      { path: "a", operator: "eq", operands: [true] },
      { path: "b.c", operator: "neq", operands: [1] },
      { path: "d", operator: "inq", operands: ["x", "y"] },
    ]);
  });
});

describe("requireRecordIds", () => {
  it("returns strings and numbers without duplicates", () => {
    expect(requireRecordIds(["a", 1, "a", 1], "ids")).toEqual(["a", 1]);
  });

  it.each([
    [[]],
    [null],
    [undefined],
    ["a"],
    [{}],
    [["a", null]],
    [["a", ""]],
    [[Number.NaN]],
    [[{}]],
    [[["a"]]],
  ])("rejects a value that is not a list of IDs: %j", (ids) => {
    expect(() => requireRecordIds(ids, "ids")).toThrow(failure("empty", "ids"));
    expect(() => requireRecordIds(ids, "ids")).toThrow(/^ids: .* Specify the ID of each record\.$/);
  });
});

it("createEmptyWhereError explains that an empty condition means every record", () => {
  expect(createEmptyWhereError().message).toMatch(
    /^where: missing or empty, which would match every record\./,
  );
});
