import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Sandbox } from "../../src/index.js";
import { startInstance } from "../../src/sandbox.js";
import { Client, type Json } from "../support/client.js";
import { matches, type Where, type Written } from "../support/oracle.js";
import { thingModels } from "../support/things.js";

const texts = [
  "",
  "alpha",
  "Alpha",
  "ALPHABET",
  "a%b",
  "a_b",
  "axb",
  "aaxbb",
  "100%",
  "ünïcode",
  "ÜNÏCODE",
  "日本語",
  "a.b",
  "a*b",
  "(paren",
  "[x]",
  "back\\slash",
  "^start",
  "end$",
  "a+b?",
  "nu ll",
  "😀",
] as const;
const numbers = [-5, -0.5, 0, 1, 2.5, 10, 1_000_000_000] as const;
const dates = [
  "2025-12-31T23:59:59.999Z",
  "2026-01-01T00:00:00.000Z",
  "2026-01-01T00:00:00.001Z",
  "2026-02-28T12:00:00.000Z",
] as const;
const booleans = [true, false] as const;
const likes = [
  "a%b",
  "a_b",
  "%lph%",
  "%",
  "_",
  "___",
  "%b",
  "a.b",
  "a*b",
  "(",
  "[x]",
  "\\",
  "^",
  "$",
  "+b?",
  "LPHA",
  "ünï",
  "Ünï%",
  "本",
  "zzz",
] as const;
const expressions = ["^a", "b$", "/^a/i", "/^A/", "x", "ü", "/Ü/i", "(", "[", "a.b", "\\$$"] as const;

const valuesOf = {
  name: texts,
  domain: texts,
  score: numbers,
  flag: booleans,
  seenOn: dates,
};
type Property = keyof typeof valuesOf;

const record = fc.record(
  Object.fromEntries(
    Object.entries(valuesOf).map(([name, values]) => [
      name,
      fc.option(fc.constantFrom<unknown>(...values), { freq: 4 }),
    ]),
  ),
  { requiredKeys: [] },
);
// The records are the same in every run. Only the conditions vary.
const records: Written[] = fc.sample(record, { numRuns: 90, seed: 20_260_301 }).map((row, index) =>
  Object.assign(row, {
    id: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
    // The name of a thing is required.
    name: row["name"] || "-",
  }),
);

const condition = fc
  .constantFrom<Property>("name", "domain", "score", "flag", "seenOn")
  .chain((property): fc.Arbitrary<Where> => {
    const value = fc.option(fc.constantFrom<unknown>(...valuesOf[property]), { freq: 8 });
    const one = fc
      .constantFrom("gt", "gte", "lt", "lte", "neq")
      .chain((operator) => value.map((operand) => ({ [operator]: operand })));
    const list = fc
      .constantFrom("inq", "nin")
      .chain((operator) =>
        fc.array(value, { minLength: 1, maxLength: 4 }).map((operand) => ({ [operator]: operand })),
      );
    const between = fc.tuple(value, value).map((operand) => ({ between: operand }));
    const pattern = fc
      .constantFrom("like", "nlike", "ilike", "nilike")
      .chain((operator) => fc.constantFrom(...likes).map((operand) => ({ [operator]: operand })));
    const expression = fc.constantFrom(...expressions).map((operand) => ({ regexp: operand }));
    const isText = property === "name" || property === "domain";
    return fc
      .oneof(value, one, list, between, ...(isText ? [pattern, expression] : []))
      .map((wanted) => ({ [property]: wanted }));
  });

const where = fc.letrec<{ where: Where }>((tie) => ({
  where: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    condition,
    fc.tuple(condition, condition).map((both): Where => Object.assign({}, ...both)),
    fc
      .constantFrom("and", "or")
      .chain((operator) =>
        fc.array(tie("where"), { minLength: 1, maxLength: 3 }).map((clauses) => ({ [operator]: clauses })),
      ),
  ),
})).where;

let sandbox: Sandbox;
let admin: Client;
beforeAll(async () => {
  sandbox = await startInstance(thingModels, { collation: "C" });
  admin = new Client(sandbox);
  const { status, text } = await admin.post("things", records);
  if (status !== 200) throw new Error(text);
});
afterAll(() => sandbox.stop());

async function findIds(question: Where): Promise<string[]> {
  const rows = await admin.find("things", { where: question, fields: ["id"] });
  return rows.map(({ id }: Json) => id);
}

test("every condition finds the same records as the oracle", async () => {
  await fc.assert(
    fc.asyncProperty(where, async (question) => {
      const expected = records.filter((row) => matches(row, question)).map(({ id }) => id);
      expect(await findIds(question)).toEqual(expected);
    }),
    { numRuns: 400 },
  );
});

test("count returns the same number of records as the oracle", async () => {
  await fc.assert(
    fc.asyncProperty(where, async (question) => {
      const expected = records.filter((row) => matches(row, question)).length;
      expect((await admin.get("things/count", { query: { where: question } })).json).toEqual({
        count: expected,
      });
    }),
    { numRuns: 100 },
  );
});

test("each operator matches some records and not others", async () => {
  const questions: Where[] = [
    { name: { gt: "a" } },
    { name: { gte: "alpha" } },
    { score: { lt: 1 } },
    { score: { lte: 1 } },
    { seenOn: { between: [dates[0], dates[1]] } },
    { name: { inq: ["alpha", null] } },
    { name: { nin: ["alpha"] } },
    { flag: { neq: true } },
    { name: { like: "a_b" } },
    { name: { nlike: "a_b" } },
    { name: { ilike: "ALPHA" } },
    { name: { nilike: "ALPHA" } },
    { name: { regexp: "^a" } },
    { or: [{ name: null }, { flag: true }] },
  ];
  const idle: Where[] = [];
  for (const question of questions) {
    const found = await findIds(question);
    if (found.length === 0 || found.length === records.length) idle.push(question);
  }
  expect(idle).toEqual([]);
});
