import type { Fields } from "@huntkit/catalog";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isCertainlyValid } from "../../src/guard/certain-condition.js";
import { findImpossibleCondition } from "../../src/guard/find-contradiction.js";
import { checkComparisons } from "../../src/guard/value-mistake.js";
import type { PlainWhere } from "../../src/query/normalize-where.js";

const description = "";
const fields: Fields = {
  id: { type: "string", format: "uuid", description },
  name: { type: "string", description },
  code: { type: "string", pattern: "^T\\d$", description },
  severity: { type: "string", values: ["low", "high"], hasAllValues: true, description },
  state: { type: "string", values: ["on", "off"], storedValues: ["ON", "OFF"], description },
  verdict: { type: "string", values: ["Good", "Bad"], hasVaryingCase: true, description },
  only: { type: "string", values: ["one"], hasAllValues: true, description },
  archived: { type: "boolean", description },
  createdOn: { type: "date", description },
  score: { type: "number", description },
  count: { type: "number", accepts: ["string", "number"], description },
  data: { type: "object", fields: { pid: { type: "number", description } }, description },
  tags: { type: "array", description },
  title: { type: "string", required: true, description },
  active: { type: "boolean", default: true, description },
};
const records = { route: "Alerts", fields, hasUuids: true, inputs: {}, parent: undefined } as const;

const texts = [
  "low",
  "high",
  "High",
  "on",
  "ON",
  "Good",
  "good",
  "one",
  "T1",
  "5",
  "%",
  "a_c",
  "\\%",
  "true",
];
const times = ["2026-03-31", "2026-04-01T00:00:00Z", "2026-02-30T00:00:00Z"];
const uuid = "0f8fad5b-d9cb-469f-a165-70867728950e";
const value = fc.constantFrom(...texts, ...times, uuid, 1, 5, 1e12, true, false);
const operand = fc.oneof(value, fc.constant(null));
const comparison = fc.oneof(
  operand,
  fc.record({ neq: operand }),
  ...["gt", "gte", "lt", "lte"].map((operator) => fc.record({ [operator]: value })),
  ...["inq", "nin"].map((operator) => fc.record({ [operator]: fc.array(operand, { maxLength: 3 }) })),
  fc.record({ between: fc.tuple(value, value) }),
  ...["like", "nlike", "ilike", "nilike", "regexp"].map((operator) =>
    fc.record({ [operator]: fc.constantFrom("%", "a%", "a_c", "\\%", "abc", "high") }),
  ),
);
const path = fc.constantFrom(...Object.keys(fields), "unknown", "data.pid", "data.pdi");
const clause = fc.tuple(path, comparison).map(([name, condition]): PlainWhere => ({ [name]: condition }));
const { where } = fc.letrec<{ where: PlainWhere }>((tie) => ({
  where: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { arbitrary: clause, weight: 3 },
    { arbitrary: fc.array(tie("where"), { minLength: 1, maxLength: 3 }).map((and) => ({ and })), weight: 1 },
    { arbitrary: fc.array(tie("where"), { minLength: 1, maxLength: 3 }).map((or) => ({ or })), weight: 1 },
  ),
}));

/** Returns what the rules find wrong: errors and warnings. */
function listMistakes(condition: PlainWhere, known: Fields | null): string[] {
  const mistakes: string[] = [];
  const all = { ...records, fields: known, nouns: undefined, builtIn: undefined, relations: [] };
  try {
    checkComparisons(condition, all, { input: "where", warn: (message) => mistakes.push(message) });
  } catch (error) {
    mistakes.push((error as Error).message);
  }
  const impossible = findImpossibleCondition(condition, all);
  return impossible ? [...mistakes, impossible.sentence] : mistakes;
}

describe("isCertainlyValid", () => {
  it.each([
    ["a known model", fields],
    ["an unknown model", null],
  ])("is true only for conditions in which the rules find no mistake: %s", (_, known) => {
    fc.assert(
      fc.property(where, (condition) => {
        fc.pre(isCertainlyValid(condition, known));
        expect(listMistakes(condition, known), JSON.stringify(condition)).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each<[string, PlainWhere]>([
    ["a known value", { severity: "high" }],
    ["a list of known values", { severity: { inq: ["high", "low"] } }],
    ["a boolean", { archived: false }],
    ["a pattern", { name: { ilike: "srv-%" } }],
    ["no value", { code: { neq: null } }],
    ["a limit of the ID", { id: { gt: "a" } }],
    ["a range", { and: [{ createdOn: { gte: "2026-03-01" } }, { createdOn: { lt: "2026-04-01" } }] }],
    ["a choice of one property", { or: [{ name: "a" }, { name: { like: "b%" } }] }],
    ["a choice of several properties", { and: [{ name: "a" }, { or: [{ name: "b" }, { score: 5 }] }] }],
  ])("is true for %s", (_, condition) => {
    expect(isCertainlyValid(condition, fields)).toBe(true);
  });

  it.each<[string, PlainWhere]>([
    ["an unknown value", { severity: "hihg" }],
    ["a wrong type", { score: "many" }],
    ["an unknown value in a list", { state: { inq: ["ON", "on"] } }],
    ["a pattern of a date", { createdOn: { like: "2026%" } }],
    ["a pattern without a wildcard", { name: { like: "srv" } }],
    ["an order of known values", { severity: { gt: "low" } }],
    ["an empty list", { name: { inq: [] } }],
    ["a path", { "data.pdi": 5 }],
    ["a range that ends before it starts", { and: [{ score: { gt: 5 } }, { score: { lt: 5 } }] }],
    ["two values of one property", { and: [{ name: "a" }, { name: "b" }] }],
    ["a value that the choice excludes", { and: [{ name: "a" }, { or: [{ name: "b" }, { name: "c" }] }] }],
    ["the exclusion of the only value", { only: { neq: "one" } }],
    ["a mistake in a choice", { or: [{ name: "a" }, { severity: "hihg" }] }],
  ])("is false for %s", (_, condition) => {
    expect(isCertainlyValid(condition, fields)).toBe(false);
  });
});
