import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findContradiction, findImpossibleCondition } from "../../src/guard/find-contradiction.js";
import { findKnownRecords } from "../../src/guard/known-models.js";
import { toUuid } from "../../src/ids.js";
import { normalizeWhere, type PlainWhere } from "../../src/query/normalize-where.js";

/** A pattern of the command line's flags. */
const likeWs = { hostname: { regexp: "/^WS-.*$/i" } };

const find = (one: object, other: object) => findContradiction(normalizeWhere(one)!, normalizeWhere(other)!);

const since = { createdOn: { gte: "2026-03-01T00:00:00.000Z" } };

describe("findContradiction", () => {
  it.each<[one: object, other: object, property: string]>([
    [{ archived: false }, { archived: true }, "archived"],
    [{ archived: false }, { severity: "high", archived: { neq: false } }, "archived"],
    [{ severity: { inq: ["high"] } }, { severity: "critical" }, "severity"],
    [{ severity: { inq: ["high"] } }, { severity: { nin: ["high", "low"] } }, "severity"],
    [{ severity: { inq: ["high"] } }, { severity: null }, "severity"],
    [{ severity: { inq: ["high"] } }, { and: [{ hostname: "x" }, { severity: "low" }] }, "severity"],
    [{ severity: { inq: ["high"] } }, { or: [{ severity: "low" }, { severity: "medium" }] }, "severity"],
    [likeWs, { hostname: "SRV-1" }, "hostname"],
    [{ hostname: "SRV-1" }, { hostname: { like: "WS%" } }, "hostname"],
    [since, { createdOn: { lt: "2026-02-01" } }, "createdOn"],
    [since, { createdOn: { between: ["2026-01-01", "2026-02-01"] } }, "createdOn"],
    [since, { createdOn: "2026-02-28" }, "createdOn"],
    [
      { or: [{ endedOn: null }, { endedOn: { gte: "2026-03-01" } }] },
      { endedOn: { lt: "2026-02-01" } },
      "endedOn",
    ],
    [{ hostname: { regexp: "/^SRV-1$/i" } }, { hostname: { like: "WS%" } }, "hostname"],
    [{ hostname: { regexp: "/^SRV-1$/i" } }, { hostname: { like: "%-2" } }, "hostname"],
    [{ hostname: { regexp: "/^SRV-1$/i" } }, { hostname: { ilike: "srv-2" } }, "hostname"],
    [{ hostname: { regexp: "/^SRV-1$/i" } }, { hostname: { nilike: "srv-1" } }, "hostname"],
    [likeWs, { hostname: { like: "SRV%" } }, "hostname"],
    [likeWs, { hostname: { regexp: "^srv" } }, "hostname"],
    [{ targetGroupName: "Lab" }, { targetGroupName: { ilike: "office%" } }, "targetGroupName"],
    [{ targetGroupName: "Lab" }, { targetGroupName: { regexp: "/^(office|branch)/i" } }, "targetGroupName"],
    [{ targetGroupName: "Lab" }, { targetGroupName: { regexp: "[0-9]+$" } }, "targetGroupName"],
    [{ targetGroupName: "Lab" }, { targetGroupName: { nlike: "La%" } }, "targetGroupName"],
    [{ targetGroupId: toUuid(1) }, { targetGroupId: { like: "ffff%" } }, "targetGroupId"],
  ])("returns the property if no record matches both: %j and %j", (one, other, property) => {
    expect(find(one, other)).toBe(property);
  });

  it.each<[one: object, other: object]>([
    [{ archived: false }, { severity: "high" }],
    [{ severity: { inq: ["high", "low"] } }, { severity: { neq: "low" } }],
    [{ severity: { inq: ["high"] } }, { or: [{ severity: "low" }, { hostname: "x" }] }],
    [likeWs, { hostname: { nlike: "WS-LAB%" } }],
    [likeWs, { hostname: "ws-1" }],
    [likeWs, { hostname: { gt: "WS-5" } }],
    [{ hostname: { regexp: "/^SRV-1$/i" } }, { hostname: { like: "srv%" } }],
    [{ hostname: { regexp: "/^SRV-1$/i" } }, { hostname: { nlike: "SRV%" } }],
    [{ hostname: { regexp: "/^SRV-1$/i" } }, { hostname: { neq: "SRV-1" } }],
    [{ hostname: { regexp: "/^SRV-1$/i" } }, { hostname: "srv-1" }],
    [likeWs, { hostname: { regexp: "/^w/i" } }],
    [likeWs, { hostname: { ilike: "%lab" } }],
    [{ hostname: { regexp: "^SR?" } }, { hostname: { like: "S1%" } }],
    [{ hostname: { regexp: "^SRV|WS" } }, { hostname: { like: "DC-WS%" } }],
    [{ targetGroupName: "Lab" }, { targetGroupName: { regexp: String.raw`^\mLab` } }],
    [{ targetGroupName: "Lab" }, { targetGroupName: { regexp: "/^(office|lab)$/i" } }],
    [{ targetGroupName: "Büro" }, { targetGroupName: { regexp: String.raw`^\w+$` } }],
    [{ targetGroupId: toUuid(10) }, { targetGroupId: { like: "%000A-%" } }],
    [since, { createdOn: { lt: "2026-03-02" } }],
    [since, { createdOn: "2026-03-01" }],
    [since, { createdOn: { neq: null } }],
    [since, { "createdOn.x": 1 }],
  ])("returns undefined if a record can match both: %j and %j", (one, other) => {
    expect(find(one, other)).toBeUndefined();
  });

  it("finds exactly the pairs that no value satisfies", () => {
    const value = fc.constantFrom("a", "b", "c");
    const words = operators(value, fc.array(value, { maxLength: 3 }), ["eq", "neq"], ["inq", "nin"]);
    const number = fc.integer({ min: 1, max: 9 }).map((each) => each / 2);
    const numbers = operators(
      number,
      fc.array(number, { maxLength: 3 }),
      ["eq", "neq", "gt", "gte", "lt", "lte"],
      ["inq"],
    );

    fc.assert(
      fc.property(fc.oneof(pairs(words), pairs(numbers)), ([one, other]) => {
        const values = [null, "a", "b", "c", "d", ...Array.from({ length: 21 }, (_, index) => index / 4)];
        const isPossible = values.some((each) => matches(one, each) && matches(other, each));

        expect(find(one, other)).toBe(isPossible ? undefined : "p");
      }),
      { numRuns: 500 },
    );
  });
});

describe("findContradiction of patterns", () => {
  it("finds none if a string matches both", () => {
    const text = fc.stringMatching(/^[abAB%_]{1,4}$/);
    const expression = fc.stringMatching(
      /^(\/\^?[abAB]{1,2}[*?+|.$]?[ab]?\$?\/i?|\^?[abAB]{1,2}[*?+|.$]?[ab]?\$?)$/,
    );
    const leaf = fc.oneof(
      ...["like", "nlike", "ilike", "nilike"].map((name) => text.map((each) => ({ p: { [name]: each } }))),
      expression.map((each) => ({ p: { regexp: each } })),
      fc.stringMatching(/^[abAB]{1,3}$/).map((each) => ({ p: each })),
    );
    const lengths = [0, 1, 2, 3, 4];
    const strings = lengths.flatMap((length) => listStrings(["a", "A", "b", "B"], length));

    fc.assert(
      fc.property(pairs(leaf), ([one, other]) => {
        const isPossible = strings.some((each) => matchesText(one, each) && matchesText(other, each));

        fc.pre(isPossible);

        expect(findContradiction(one as PlainWhere, other as PlainWhere)).toBeUndefined();
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ["with many quantifiers", { regexp: `${"a.*?".repeat(26)}(?=x)` }],
    ["with several unlimited quantifiers", { regexp: `^${"a*".repeat(8)}b` }],
    ["with groups of equal alternatives", { regexp: `^${"(?:a|a)".repeat(30)}b` }],
  ])("accepts a regular expression that would take very long, %s", (_, condition) => {
    expect(find({ hostname: condition }, { hostname: "a".repeat(80) })).toBeUndefined();
  });

  it("finds that a pattern with many wildcards does not match, without trying all ways to match it", () => {
    const pattern = { hostname: { like: `${"%a".repeat(12)}%b` } };

    expect(find(pattern, { hostname: "a".repeat(80) })).toBeDefined();
  });
});

describe("findImpossibleCondition", () => {
  const describeIn = (route: string, where: object) =>
    findImpossibleCondition(normalizeWhere(where)!, findKnownRecords([route]))?.sentence;

  it.each([
    [
      { createdOn: { gt: "2026-05-01", lt: "2026-04-01" } },
      'no record can match, because the conditions on createdOn in Alerts exclude each other: gt "2026-05-01"; lt "2026-04-01".',
    ],
    [
      { createdOn: { between: ["2026-05-01", "2026-04-01"] } },
      "the range of between for createdOn in Alerts ends before it starts, so no record can match. Swap its two values.",
    ],
    [
      { scanId: { inq: [] } },
      "the list of inq for scanId in Alerts is empty, so no record can match. Add a value.",
    ],
    [
      { severity: "high", or: [{ severity: "low" }, { severity: { inq: ["medium"] } }] },
      'no record can match, because the conditions on severity in Alerts exclude each other: eq "high"; eq "low"; inq "medium".',
    ],
    [
      { and: [{ hostname: null }, { hostname: { neq: "x" } }] },
      'no record can match, because the conditions on hostname in Alerts exclude each other: eq null; neq "x".',
    ],
    [
      { avRatio: { gte: 5 }, and: [{ avRatio: { lt: 5 } }] },
      "no record can match, because the conditions on avRatio in Alerts exclude each other: gte 5; lt 5.",
    ],
  ])("returns why no record can match %j", (where, sentence) => {
    expect(describeIn("Alerts", where)).toBe(sentence);
  });

  it("shows only the first values of long lists", () => {
    const where = { scanId: { inq: listIds(0, 1_000) }, and: [{ scanId: { inq: listIds(1_000, 2_000) } }] };

    expect(describeIn("Alerts", where)).toBe(
      "no record can match, because the conditions on scanId in Alerts exclude each other: " +
        `inq ${showIds(0)}, and 997 more; inq ${showIds(1_000)}, and 997 more.`,
    );
  });

  it.each([
    { createdOn: { gte: "2026-04-01", lte: "2026-04-01" } },
    { createdOn: { between: [1774915200000, "2026-04-01"] } },
    { or: [{ createdOn: { gt: "2026-05-01", lt: "2026-04-01" } }, { hostname: "x" }] },
    { hostname: { between: ["b", "a"] } },
    { hostname: { between: [10, 9] } },
    { "data.size": { between: [10, 9] } },
    { and: [{ avRatio: "5" }, { avRatio: 5 }, { avRatio: { gt: 3 } }] },
    { avRatio: { gt: 0, lt: 1 } },
    { avRatio: { gt: 0.2, lt: 0.8 } },
    { createdOn: { gt: "2026-04-01T00:00:00.000Z", lt: "2026-04-01T00:00:00.001Z" } },
    { id: { inq: [1, 2], gt: 2 } },
    {
      and: [
        { scanId: "0F8FAD5B-D9CB-469F-A165-70867728950E" },
        { scanId: "0f8fad5b-d9cb-469f-a165-70867728950e" },
      ],
    },
    { hostname: "srv-1", and: [{ hostname: { regexp: String.raw`\ysrv` } }] },
    { severity: { nin: [] } },
  ])("returns nothing if a record might match: %j", (where) => {
    expect(describeIn("Alerts", where)).toBeUndefined();
  });
});

function listIds(start: number, end: number): string[] {
  return Array.from({ length: end - start }, (_, index) => toUuid(start + index));
}

function showIds(start: number): string {
  return listIds(start, start + 3)
    .map((id) => `"${id}"`)
    .join(", ");
}

function operators(
  value: fc.Arbitrary<unknown>,
  list: fc.Arbitrary<unknown>,
  scalar: readonly string[],
  lists: readonly string[],
): fc.Arbitrary<object> {
  return fc.oneof(
    ...scalar.map((operator) => value.map((each) => ({ p: { [operator]: each } }))),
    ...lists.map((operator) => list.map((each) => ({ p: { [operator]: each } }))),
    fc.constantFrom({ p: null }, { p: { neq: null } }),
  );
}

/** Generates two conditions, each with up to three comparisons in an `and` or `or`. */
function pairs(leaf: fc.Arbitrary<object>): fc.Arbitrary<[object, object]> {
  const branches = fc.array(leaf, { minLength: 1, maxLength: 3 });
  const condition = fc.tuple(fc.constantFrom("and", "or"), branches).map(([key, list]) => ({ [key]: list }));
  return fc.tuple(fc.oneof(leaf, condition), fc.oneof(leaf, condition));
}

/** Evaluates a condition as PostgreSQL does. */
function matches(where: object, value: string | number | null): boolean {
  return Object.entries(where).every(([key, condition]) => {
    if (key === "and") return (condition as object[]).every((each) => matches(each, value));
    if (key === "or") return (condition as object[]).some((each) => matches(each, value));
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

function listStrings(alphabet: readonly string[], length: number): string[] {
  if (length === 0) return [""];
  const shorter = listStrings(alphabet, length - 1);
  return alphabet.flatMap((character) => shorter.map((each) => `${character}${each}`));
}

/** Evaluates a condition with patterns as PostgreSQL does. */
function matchesText(where: object, value: string): boolean {
  return Object.entries(where).every(([key, condition]) => {
    if (key === "and") return (condition as object[]).every((each) => matchesText(each, value));
    if (key === "or") return (condition as object[]).some((each) => matchesText(each, value));
    if (typeof condition === "string") return value === condition;
    const [[operator, pattern]] = Object.entries(condition as Record<string, string>) as [[string, string]];
    if (operator === "regexp") {
      const [, source = pattern, flags = ""] = /^\/(.*)\/(i?)$/.exec(pattern) ?? [];
      return new RegExp(source, flags).test(value);
    }
    const isAnyCase = operator.endsWith("ilike");
    const found = isAnyCase
      ? matchesLike(value.toLowerCase(), pattern.toLowerCase())
      : matchesLike(value, pattern);
    return found !== operator.startsWith("n");
  });
}

function matchesLike(value: string, pattern: string): boolean {
  if (pattern === "") return value === "";
  const rest = pattern.slice(1);
  if (pattern.startsWith("%"))
    return matchesLike(value, rest) || (value !== "" && matchesLike(value.slice(1), pattern));
  const isMatch = value !== "" && (pattern.startsWith("_") || value[0] === pattern[0]);
  return isMatch && matchesLike(value.slice(1), rest);
}
