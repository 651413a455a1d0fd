import { describe, expect, it } from "vitest";
import { normalizeWhere, requireIds, requireNonEmptyWhere } from "../../src/query/normalize-where.js";

/** Creates a list without a value at index 0. */
function withHole(value: unknown): unknown[] {
  const list: unknown[] = [];
  list[1] = value;
  return list;
}

describe("normalizeWhere", () => {
  it.each([
    ["a missing condition", undefined, undefined],
    ["an empty condition", {}, undefined],
    ["a value", { severity: "high" }, { severity: "high" }],
    ["null", { hostname: null }, { hostname: null }],
    ["equality with eq", { hostname: { eq: "a" } }, { hostname: "a" }],
    ["two properties", { a: 1, b: 2 }, { and: [{ a: 1 }, { b: 2 }] }],
    [
      "two operators on one property, because LoopBack would apply only one",
      { n: { gt: 2, lt: 5 } },
      { and: [{ n: { gt: 2 } }, { n: { lt: 5 } }] },
    ],
    [
      "an or next to other conditions, because LoopBack misreads it",
      { a: 1, or: [{ b: 2 }, { c: 3 }] },
      { and: [{ a: 1 }, { or: [{ b: 2 }, { c: 3 }] }] },
    ],
    [
      "an or without other conditions",
      { or: [{ b: 2 }, { c: 3, d: 4 }] },
      { or: [{ b: 2 }, { and: [{ c: 3 }, { d: 4 }] }] },
    ],
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
    ["null for a date", { createdOn: null }, { createdOn: null }],
    [
      "a time in milliseconds",
      { createdOn: { gt: 1_772_000_000_000 } },
      { createdOn: { gt: 1_772_000_000_000 } },
    ],
    ["a pattern", { hostname: { nilike: "srv-%" } }, { hostname: { nilike: "srv-%" } }],
    ["a pattern for one character", { hostname: { like: "srv-_" } }, { hostname: { like: "srv-_" } }],
    ["an ilike without a wildcard", { hostname: { ilike: "srv-1" } }, { hostname: { ilike: "srv-1" } }],
    [
      "an escaped asterisk",
      { hostname: { ilike: String.raw`a\*` } },
      { hostname: { ilike: String.raw`a\*` } },
    ],
    ["a like without a wildcard", { hostname: { like: "srv" } }, { hostname: { like: "srv" } }],
    ["an asterisk next to a wildcard", { hostname: { like: "*%" } }, { hostname: { like: "*%" } }],
    [
      "a regular expression as a string",
      { hostname: { regexp: "^srv-" } },
      { hostname: { regexp: "^srv-" } },
    ],
    ["a regular expression", { hostname: { regexp: /^srv-/i } }, { hostname: { regexp: "/^srv-/i" } }],
    ["a property whose name only ends like a date's", { dependsOn: "x" }, { dependsOn: "x" }],
    ["an empty inq, which matches no row", { id: { inq: [] } }, { id: { inq: [] } }],
  ])("converts %s to a condition that LoopBack evaluates as intended", (_, where, plain) => {
    expect(normalizeWhere(where)).toEqual(plain);
  });

  it.each([
    ["null, which makes LoopBack return 500", null, "type"],
    ["a string", "severity=high", "type"],
    ["a list", [{ a: 1 }], "type"],
    ["undefined, which JSON omits, so every row would match", { hostname: undefined }, "undefined"],
    ["undefined after an operator", { hostname: { neq: undefined } }, "undefined"],
    ["an empty object, which matches every row", { hostname: {} }, "empty"],
    ["an empty branch, which matches every row", { or: [{ a: 1 }, {}] }, "empty"],
    ["an empty or", { or: [] }, "list"],
    ["an and that is not a list", { and: { a: 1 } }, "list"],
    ["an unknown operator, which matches no row", { hostname: { contains: "a" } }, "operator"],
    ["an operator with a $", { $or: [{ a: 1 }] }, "operator"],
    ["null in a list, which matches no row", { severity: { inq: ["low", null] } }, "null"],
    ["null in a list of others, which makes it match no row", { severity: { nin: ["low", null] } }, "null"],
    ["null as a limit, which matches no row", { createdOn: { gt: null } }, "null"],
    ["null as one end of a range", { n: { between: [1, null] } }, "null"],
    ["an inq that is not a list", { id: { inq: "a" } }, "list"],
    ["a between with three values", { n: { between: [1, 2, 3] } }, "list"],
    ["a like that is not a string", { hostname: { like: 5 } }, "text"],
    ["a like with an empty string, which matches every row", { hostname: { like: "" } }, "text"],
    ["a like with an asterisk, which is not a wildcard", { hostname: { ilike: "srv-*" } }, "text"],
    ["an nlike without a wildcard, which excludes only one value", { hostname: { nlike: "srv" } }, "text"],
    ["a like whose only wildcard is escaped", { hostname: { nlike: String.raw`50\%` } }, "text"],
    ["a like with a regular expression", { hostname: { like: /^srv/ } }, "text"],
    ["an object as the value", { hostname: { eq: { a: 1 } } }, "type"],
    ["an invalid date for a property of tokens", { expireOn: { lt: "soon" } }, "date"],
    ["an invalid date", { createdOn: { gt: "yesterday" } }, "date"],
    ["an invalid Date object", { createdOn: new Date("x") }, "date"],
    ["a function, which JSON omits, so every row would match", { hostname: () => "x" }, "type"],
    ["a symbol", { hostname: { neq: Symbol("x") } }, "type"],
    ["a missing item of a list", { or: withHole({ a: 1 }) }, "type"],
    ["a missing item of a list of values", { id: { inq: withHole(1) } }, "undefined"],
    ["a timestamp outside the range of dates", { createdOn: { gt: 1e300 } }, "date"],
    ["a number that JSON cannot represent", { n: Number.NaN }, "number"],
  ])("rejects %s", (_, where, problem) => {
    expect(() => normalizeWhere(where)).toThrow(
      expect.objectContaining({ code: "HUNT_INPUT", input: "where", problem }) as Error,
    );
  });

  it("names the path of an invalid value", () => {
    expect(() => normalizeWhere({ or: [{ a: 1 }, { b: { inq: [1, undefined] } }] })).toThrow(
      /^where\.or\[1\]\.b\.inq\[1\] is undefined/,
    );
  });

  it.each<[where: unknown, message: string]>([
    ["severity=high", "where must be an object of conditions."],
    [{ and: ["a=1"] }, "where.and[0] must be an object of conditions."],
    [{ and: { a: 1 } }, "where.and must be a list of at least one condition."],
    [{ or: [{ a: 1 }, {}] }, "where.or[1] is empty, which matches every row."],
    [{ hostname: {} }, "where.hostname is empty, which matches every row."],
    [{ $or: [{ a: 1 }] }, "where.$or: unknown operator. HUNT's operators do not start with $."],
    [{ id: { inq: "a" } }, "where.id.inq must be a list."],
    [{ n: { between: [1] } }, "where.n.between must be a list of two: from and to."],
    [
      { hostname: { contains: "a" } },
      "where.hostname.contains: unknown operator. HUNT would return no rows. " +
        "Use eq, neq, gt, gte, lt, lte, inq, nin, between, like, nlike, ilike, nilike, or regexp.",
    ],
    [
      { agent: { hostname: "a" } },
      "where.agent.hostname: HUNT does not support conditions on related records. " +
        "Use a property of the records themselves, such as hostname or agentId.",
    ],
    [
      { target: { size: { gt: 1 } } },
      "where.target.size: HUNT does not support conditions on related records. " +
        "Use a property of the records themselves, such as targetId.",
    ],
    [{ OR: [{ a: 1 }] }, "where.OR: unknown operator. Write or in lower case."],
    [
      { where: { severity: "high" } },
      "where.where: not a property. Use the condition itself, without where.",
    ],
    [
      { severity: { inn: ["high"] } },
      "where.severity.inn: unknown operator. HUNT would return no rows. Did you mean inq or nin?",
    ],
    [
      { name: { not: "a" } },
      "where.name.not: unknown operator. HUNT would return no rows. " +
        "Use neq, nin, nlike, or nilike for a property.",
    ],
    [
      { not: { name: "a" } },
      "where.not: HUNT does not support negated conditions. Use neq, nin, nlike, or nilike for a property.",
    ],
    [
      { severity: { nin: ["low", null] } },
      "where.severity.nin[1] is null, which nin cannot compare with. " +
        'Use {"severity": {"eq": null}} or {"severity": {"neq": null}}.',
    ],
    [
      { hostname: { ilike: "srv-*" } },
      String.raw`where.hostname.ilike: * is not a wildcard. Use %, such as "srv-%", or \* for the character itself.`,
    ],
    [
      { hostname: { nlike: "srv" } },
      "where.hostname.nlike: HUNT compares a pattern with the whole value, and this one has no wildcard. " +
        'Use "%srv%" for a part, or neq for the whole value.',
    ],
    ...["(", "[a", "/(/i", "*a"].map((regexp): [object, string] => [
      { hostname: { regexp } },
      "where.hostname.regexp: the regular expression is invalid, so HUNT would compare it as plain text. " +
        "Escape a special character with a backslash.",
    ]),
    [{ name: ["a", "b"] }, "where.name is a list. To match one of its values, use inq."],
    [{ name: { neq: ["a"] } }, "where.name.neq is a list. To match none of its values, use nin."],
    [{ createdOn: new Date("x") }, "where.createdOn is an invalid date."],
    [{ n: { gt: Infinity } }, "where.n.gt is Infinity, which is not valid in JSON."],
    [
      { id: { inq: [2 ** 53] } },
      "where.id.inq[0] is 9007199254740992, which might be rounded. JavaScript integers are exact up to 2^53 - 1. " +
        "Use a string.",
    ],
    [
      { createdOn: "yesterday" },
      "where.createdOn is compared with a date. Use a date, such as 2026-03-31 or 2026-03-31T09:30:00Z.",
    ],
  ])("rejects a condition with a message that names its path: %j", (where, message) => {
    expect(() => normalizeWhere(where)).toThrow(expect.objectContaining({ message }) as Error);
  });
});

describe("a deeply nested condition", () => {
  it("rejects a deeply nested condition without a stack overflow", () => {
    const where = JSON.parse(`${'{"and":['.repeat(5_000)}{"a":1}${"]}".repeat(5_000)}`) as object;

    expect(() => normalizeWhere(where)).toThrow("where: nested deeper than 200 levels.");
  });
});

describe("requireNonEmptyWhere", () => {
  it("returns the condition", () => {
    expect(requireNonEmptyWhere({ id: "a" })).toEqual({ id: "a" });
  });

  it("rejects an empty condition, because LoopBack would change every record", () => {
    expect(() => requireNonEmptyWhere({})).toThrow(
      expect.objectContaining({
        input: "where",
        problem: "empty",
        message: expect.stringMatching(/^where: empty, which would match every record\./) as string,
      }) as Error,
    );
  });
});

describe("requireIds", () => {
  it("returns a copy of the IDs", () => {
    const ids = ["a", "b"];

    expect(requireIds(ids)).toEqual(ids);
    expect(requireIds(ids)).not.toBe(ids);
  });

  it.each([
    [[], "the list of IDs is empty"],
    [["a", ""], "the list of IDs has an empty or invalid ID"],
    [["a", undefined], "the list of IDs has an empty or invalid ID"],
    [[5], "the list of IDs has an empty or invalid ID"],
    ["a", "must be a list of IDs"],
  ])("rejects anything but a list of IDs: %j", (ids, sentence) => {
    const message = `ids: ${sentence}. Specify the ID of each record.`;
    const error = expect.objectContaining({ input: "ids", problem: "empty", message }) as Error;

    expect(() => requireIds(ids as string[])).toThrow(error);
  });
});
