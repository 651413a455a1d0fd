import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "../src/index.js";
import type { Client } from "./support/client.js";
import { matches, type Where, type Written } from "./support/oracle.js";
import { fill, idsWhere } from "./support/rows.js";

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
  threatScore: numbers,
  privileged: booleans,
  lastLogonOn: dates,
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
// The same records in every run: what varies is the question.
const records: Written[] = fc
  .sample(record, { numRuns: 90, seed: 20_260_301 })
  .map((row, index) => Object.assign(row, { id: `r${String(index).padStart(3, "0")}` }));

const condition = fc
  .constantFrom<Property>("name", "domain", "threatScore", "privileged", "lastLogonOn")
  .chain((property): fc.Arbitrary<Where> => {
    const value = fc.option(fc.constantFrom<unknown>(...valuesOf[property]), { freq: 8 });
    const one = fc
      .constantFrom("gt", "gte", "lt", "lte", "neq")
      .chain((operator) => value.map((operand) => ({ [operator]: operand })));
    const list = fc
      .constantFrom("inq", "nin")
      .chain((operator) => fc.array(value, { maxLength: 4 }).map((operand) => ({ [operator]: operand })));
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
    { depthSize: "small", withCrossShrink: true },
    condition,
    fc.tuple(condition, condition).map((both): Where => Object.assign({}, ...both)),
    fc
      .constantFrom("and", "or")
      .chain((operator) =>
        fc.array(tie("where"), { maxLength: 3 }).map((clauses) => ({ [operator]: clauses })),
      ),
  ),
})).where;

let sandbox: Sandbox;
let admin: Client;
beforeAll(async () => {
  sandbox = await startSandbox();
  admin = await fill(sandbox, records);
});
afterAll(() => sandbox.stop());

test("every condition finds what a plain reading of it finds", async () => {
  await fc.assert(
    fc.asyncProperty(where, async (question) => {
      const expected = records.filter((row) => matches(row, question)).map(({ id }) => id);
      expect(await idsWhere(admin, question)).toEqual(expected);
    }),
    { numRuns: 400 },
  );
});

test("count agrees with find", async () => {
  await fc.assert(
    fc.asyncProperty(where, async (question) => {
      const expected = records.filter((row) => matches(row, question)).length;
      expect(
        (await admin.get("ScanAccountInstancesByHost/count", { query: { where: question } })).json,
      ).toEqual({ count: expected });
    }),
    { numRuns: 100 },
  );
});

test("the oracle can tell: each operator finds some records and leaves some", async () => {
  const questions: Where[] = [
    { name: { gt: "a" } },
    { name: { gte: "alpha" } },
    { threatScore: { lt: 1 } },
    { threatScore: { lte: 1 } },
    { lastLogonOn: { between: [dates[0], dates[1]] } },
    { name: { inq: ["alpha", null] } },
    { name: { nin: ["alpha", null] } },
    { privileged: { neq: true } },
    { name: { like: "a_b" } },
    { name: { nlike: "a_b" } },
    { name: { ilike: "ALPHA" } },
    { name: { nilike: "ALPHA" } },
    { name: { regexp: "^a" } },
    { or: [{ name: null }, { privileged: true }] },
  ];
  const idle: Where[] = [];
  for (const question of questions) {
    const found = await idsWhere(admin, question);
    if (found.length === 0 || found.length === records.length) idle.push(question);
  }
  expect(idle).toEqual([]);
});
