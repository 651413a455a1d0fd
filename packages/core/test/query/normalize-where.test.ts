import { describe, expect, it } from "vitest";
import { normalizeWhere } from "../../src/query/normalize-where.js";

/** A list with nothing in its first place. */
function withHole(value: unknown): unknown[] {
  const list: unknown[] = [];
  list[1] = value;
  return list;
}

describe("a condition", () => {
  it.each([
    ["none", undefined, undefined],
    ["an empty one", {}, undefined],
    ["a value", { severity: "high" }, { severity: "high" }],
    ["null", { hostname: null }, { hostname: null }],
    ["equality by name", { hostname: { eq: "a" } }, { hostname: "a" }],
    ["two properties", { a: 1, b: 2 }, { and: [{ a: 1 }, { b: 2 }] }],
    [
      "two operators on one property, of which LoopBack would apply one",
      { n: { gt: 2, lt: 5 } },
      { and: [{ n: { gt: 2 } }, { n: { lt: 5 } }] },
    ],
    [
      "an or beside others, which has misbehaved",
      { a: 1, or: [{ b: 2 }, { c: 3 }] },
      { and: [{ a: 1 }, { or: [{ b: 2 }, { c: 3 }] }] },
    ],
    ["an or alone", { or: [{ b: 2 }, { c: 3, d: 4 }] }, { or: [{ b: 2 }, { and: [{ c: 3 }, { d: 4 }] }] }],
    [
      "a date",
      { createdOn: { gte: new Date("2026-03-01T00:00:00Z") } },
      { createdOn: { gte: "2026-03-01T00:00:00.000Z" } },
    ],
    [
      "dates in a list",
      { createdOn: { between: [new Date(0), "2026-03-01"] } },
      { createdOn: { between: ["1970-01-01T00:00:00.000Z", "2026-03-01"] } },
    ],
    ["a regular expression", { hostname: { regexp: /^srv-/i } }, { hostname: { regexp: "/^srv-/i" } }],
    ["a name that only ends like a time's", { dependsOn: "x" }, { dependsOn: "x" }],
    ["an empty list, which no row is in", { id: { inq: [] } }, { id: { inq: [] } }],
  ])("%s is written as LoopBack does what is meant", (_, where, plain) => {
    expect(normalizeWhere(where)).toEqual(plain);
  });

  it.each([
    ["null, a 500 to LoopBack", null, "type"],
    ["a text", "severity=high", "type"],
    ["a list", [{ a: 1 }], "type"],
    ["undefined, which JSON drops and every row matches", { hostname: undefined }, "undefined"],
    ["undefined behind an operator", { hostname: { neq: undefined } }, "undefined"],
    ["an empty object, which every row matches", { hostname: {} }, "empty"],
    ["an empty branch, which every row matches", { or: [{ a: 1 }, {}] }, "empty"],
    ["an empty or", { or: [] }, "list"],
    ["an and that is no list", { and: { a: 1 } }, "list"],
    ["an unknown operator, which no row matches", { hostname: { contains: "a" } }, "operator"],
    ["an operator with $", { $or: [{ a: 1 }] }, "operator"],
    ["an inq that is no list", { id: { inq: "a" } }, "list"],
    ["a between of three", { n: { between: [1, 2, 3] } }, "list"],
    ["a like that is no text", { hostname: { like: 5 } }, "text"],
    ["an object for a value", { hostname: { eq: { a: 1 } } }, "type"],
    ["a date that is none", { createdOn: { gt: "yesterday" } }, "date"],
    ["an invalid Date", { createdOn: new Date("x") }, "date"],
    ["a function, which JSON drops and every row matches", { hostname: () => "x" }, "type"],
    ["a symbol", { hostname: { neq: Symbol("x") } }, "type"],
    ["a hole in a list", { or: withHole({ a: 1 }) }, "type"],
    ["a hole in a list of values", { id: { inq: withHole(1) } }, "undefined"],
    ["a time that no date can hold", { createdOn: { gt: 1e300 } }, "date"],
    ["a number that JSON cannot hold", { n: Number.NaN }, "number"],
  ])("%s is refused before it is sent", (_, where, problem) => {
    expect(() => normalizeWhere(where)).toThrow(
      expect.objectContaining({ code: "HUNT_INPUT", input: "where", problem }) as Error,
    );
  });

  it("is refused with the place of what is wrong", () => {
    expect(() => normalizeWhere({ or: [{ a: 1 }, { b: { inq: [1, undefined] } }] })).toThrow(
      /^where\.or\[1\]\.b\.inq\[1\] is undefined/,
    );
  });
});
