import { type Conditions, matchOneOf, matchPattern } from "@huntkit/toolkit";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { combineFilters } from "../../src/lists/combine-filters.js";
import { findContradiction } from "../../src/lists/find-contradiction.js";

const since = { createdOn: { gte: "2026-03-01T00:00:00.000Z" } };

describe("findContradiction", () => {
  it.each<[flag: Conditions, where: Conditions, property: string]>([
    [{ archived: false }, { archived: true }, "archived"],
    [{ archived: false }, { severity: "high", archived: { neq: false } }, "archived"],
    [{ severity: { inq: ["high"] } }, { severity: "critical" }, "severity"],
    [{ severity: { inq: ["high"] } }, { severity: { nin: ["high", "low"] } }, "severity"],
    [{ severity: { inq: ["high"] } }, { severity: null }, "severity"],
    [{ severity: { inq: ["high"] } }, { and: [{ hostname: "x" }, { severity: "low" }] }, "severity"],
    [{ severity: { inq: ["high"] } }, { or: [{ severity: "low" }, { severity: "medium" }] }, "severity"],
    [matchPattern("hostname", ["WS-*"])!, { hostname: "SRV-1" }, "hostname"],
    [{ hostname: "SRV-1" }, { hostname: { like: "WS%" } }, "hostname"],
    [since, { createdOn: { lt: "2026-02-01" } }, "createdOn"],
    [since, { createdOn: { between: ["2026-01-01", "2026-02-01"] } }, "createdOn"],
    [since, { createdOn: "2026-02-28" }, "createdOn"],
    [
      { or: [{ endedOn: null }, { endedOn: { gte: "2026-03-01" } }] },
      { endedOn: { lt: "2026-02-01" } },
      "endedOn",
    ],
  ])("returns the property if no record matches both: %j and %j", (flag, where, property) => {
    expect(findContradiction(flag, where)).toBe(property);
  });

  it.each<[flag: Conditions, where: Conditions]>([
    [{ archived: false }, { severity: "high" }],
    [{ severity: { inq: ["high", "low"] } }, { severity: { neq: "low" } }],
    [{ severity: { inq: ["high"] } }, { or: [{ severity: "low" }, { hostname: "x" }] }],
    [matchPattern("hostname", ["WS-*"])!, { hostname: { nlike: "WS-LAB%" } }],
    [matchPattern("hostname", ["WS-*"])!, { hostname: "ws-1" }],
    [matchPattern("hostname", ["WS-*"])!, { hostname: { gt: "WS-5" } }],
    [since, { createdOn: { lt: "2026-03-02" } }],
    [since, { createdOn: "2026-03-01" }],
    [since, { createdOn: { neq: null } }],
    [since, { "createdOn.x": 1 }],
  ])("returns undefined if a record can match both: %j and %j", (flag, where) => {
    expect(findContradiction(flag, where)).toBeUndefined();
  });

  it("finds exactly the pairs that no value satisfies", () => {
    const value = fc.constantFrom("a", "b", "c");
    const words = operators(value, fc.array(value, { maxLength: 3 }), ["eq", "neq"], ["inq", "nin"]);
    const time = fc.integer({ min: 1, max: 9 });
    const times = operators(
      time,
      fc.array(time, { maxLength: 3 }),
      ["eq", "neq", "gt", "gte", "lt", "lte"],
      ["inq"],
    );

    fc.assert(
      fc.property(fc.oneof(pairs(words), pairs(times)), ([one, other]) => {
        const values = [null, "a", "b", "c", "d", ...Array.from({ length: 12 }, (_, index) => index)];
        const isPossible = values.some((each) => matches(one, each) && matches(other, each));

        expect(findContradiction(one, other)).toBe(isPossible ? undefined : "p");
      }),
      { numRuns: 500 },
    );
  });
});

describe("combineFilters", () => {
  const flags = { "--severity": matchOneOf("severity", ["high"]), "--host": undefined };

  it("combines the flags, the defaults, and --where", async () => {
    const where = await combineFilters({ flags, defaults: [{ archived: false }], where: { name: "x" } });

    expect(where).toEqual({ and: [{ archived: false }, { severity: { inq: ["high"] } }, { name: "x" }] });
  });

  it("throws if a flag and --where contradict each other, and names both", async () => {
    await expect(combineFilters({ flags, where: { severity: "critical" } })).rejects.toThrow(
      "--severity cannot be used with the condition on severity in --where, because no record matches both.",
    );
  });

  it.each([{ archived: true }, { or: [{ archived: true }, { severity: "high" }] }])(
    "omits a default if --where has a condition on its property: %j",
    async (where) => {
      expect(await combineFilters({ flags: {}, defaults: [{ archived: false }], where })).toEqual(where);
    },
  );

  it("returns an empty condition without flags", async () => {
    expect(await combineFilters({ flags: {}, where: undefined })).toEqual({});
  });
});

function operators(
  value: fc.Arbitrary<unknown>,
  list: fc.Arbitrary<unknown>,
  scalar: readonly string[],
  lists: readonly string[],
): fc.Arbitrary<Conditions> {
  return fc.oneof(
    ...scalar.map((operator) => value.map((each) => ({ p: { [operator]: each } }))),
    ...lists.map((operator) => list.map((each) => ({ p: { [operator]: each } }))),
    fc.constantFrom({ p: null }, { p: { neq: null } }),
  );
}

/** Generates two conditions, each with up to three comparisons in an `and` or `or`. */
function pairs(leaf: fc.Arbitrary<Conditions>): fc.Arbitrary<[Conditions, Conditions]> {
  const branches = fc.array(leaf, { minLength: 1, maxLength: 3 });
  const condition = fc.tuple(fc.constantFrom("and", "or"), branches).map(([key, list]) => ({ [key]: list }));
  return fc.tuple(fc.oneof(leaf, condition), fc.oneof(leaf, condition));
}

/** Evaluates a condition as PostgreSQL does. */
function matches(where: Conditions, value: string | number | null): boolean {
  return Object.entries(where).every(([key, condition]) => {
    if (key === "and") return (condition as Conditions[]).every((each) => matches(each, value));
    if (key === "or") return (condition as Conditions[]).some((each) => matches(each, value));
    if (condition === null) return value === null;
    const [[operator, operand]] = Object.entries(condition as object) as [[string, unknown]];
    if (operator === "neq" && operand === null) return value !== null;
    if (value === null) return false;
    if (Array.isArray(operand)) return operand.includes(value) === (operator === "inq");
    if (operator === "eq" || operator === "neq") return (value === operand) === (operator === "eq");
    if (typeof value !== "number" || typeof operand !== "number") return false;
    if (operator === "gt") return value > operand;
    if (operator === "gte") return value >= operand;
    return operator === "lt" ? value < operand : value <= operand;
  });
}
