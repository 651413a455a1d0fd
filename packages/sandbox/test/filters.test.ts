import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "../src/index.js";
import type { Client, Json } from "./support/client.js";
import { INTERNAL, plain } from "./support/errors.js";
import { fill, fiveRows, idsWhere, SMALL } from "./support/rows.js";

let sandbox: Sandbox;
let admin: Client;
beforeAll(async () => {
  sandbox = await startSandbox({ now: "2026-03-01T12:00:00Z" });
  admin = await fill(sandbox, fiveRows);
});
afterAll(() => sandbox.stop());

const list = async (filter: unknown): Promise<Json> => (await admin.get(SMALL, { query: { filter } })).json;
const ids = async (filter: object): Promise<string[]> =>
  (await list({ ...filter, fields: ["id"] })).map(({ id }: Json) => id);

const byBrackets = async (query: string): Promise<string[]> =>
  (await admin.get(`${SMALL}?${query}`)).json.map(({ id }: Json) => id);

describe("the filter itself", () => {
  test.each(["x", "[]", "[1]", '"a"', "5", "true", "null,"])("%s is no object", async (filter) => {
    expect(await list(filter)).toEqual(plain(400, "Value is not an object."));
  });

  test("broken JSON in braces is 400, too", async () => {
    expect(await list("{x}")).toEqual(plain(400, "Cannot parse JSON-encoded object value."));
  });

  test.each(["null", "", "{}", '{"foo":1}'])("%j finds everything", async (filter) => {
    expect(await list(filter)).toHaveLength(5);
  });

  test("a limit beside the filter is ignored", async () => {
    expect((await admin.get(`${SMALL}?limit=1`)).json).toHaveLength(5);
  });

  test("may be written in brackets", async () => {
    expect(await byBrackets("filter[limit]=1")).toEqual(["1"]);
    expect(await byBrackets("filter[where][threatScore][gt]=2&filter[order]=threatScore%20DESC")).toEqual([
      "5",
      "2",
      "4",
    ]);
    expect(await byBrackets("filter[where][threatScore][inq]=5&filter[where][threatScore][inq]=1")).toEqual([
      "1",
      "2",
    ]);
    expect(await byBrackets("filter%5Bwhere%5D%5Bprivileged%5D=true")).toEqual(["2", "5"]);
  });
});

describe("conditions", () => {
  test.each([
    ["where: null", null],
    ["a text that is no date", { lastLogonOn: "nope" }],
    ["a text that is no date, behind an operator", { lastLogonOn: { gt: "nope" } }],
    ["milliseconds as a text", { lastLogonOn: { gt: "1767225600000" } }],
    ["an unknown operator on a date", { lastLogonOn: { foo: 1 } }],
    ["a bad date among good ones", { lastLogonOn: { inq: ["2026-01-01", "x"] } }],
    ["regexp on a number", { threatScore: { regexp: "1" } }],
    ["a clause that is null", { and: [null] }],
  ])("%s is the caller's mistake, and 500", async (_name, where) => {
    const answer = await admin.get(SMALL, { query: { filter: { where } } });
    expect([answer.status, answer.json]).toEqual([500, INTERNAL]);
  });

  test.each([
    [[], "The where clause [] is not an object"],
    ["x", 'The where clause "x" is not an object'],
    [{ and: {} }, "The and operator has invalid clauses {}: Value is an empty object"],
    [
      { or: "x" },
      'The or operator has invalid clauses "x": Value is not an array or object with sequential numeric indices',
    ],
    [{ or: [1] }, "The where clause 1 is not an object"],
    [
      { domain: { inq: "high" } },
      'The domain property has invalid clause {"inq":"high"}: Error: Value is not an array or object with sequential numeric indices',
    ],
    [
      { threatScore: { between: [1] } },
      'The threatScore property has invalid clause {"between":[1]}: Expected precisely 2 values, received 1',
    ],
    [{ name: { like: 5 } }, 'The name property has invalid clause {"like":5}: Expected a string or RegExp'],
    [{ name: { regexp: 5 } }, "Invalid argument, must be a string, regex literal, or RegExp object"],
  ])("%j is refused", async (where, message) => {
    expect(await list({ where })).toEqual(plain(400, message));
  });

  test("operators of the database are refused", async () => {
    const where = { domain: { $gt: "high" } };
    expect(await list({ where })).toEqual(
      plain(400, 'Operators "$gt" are not allowed in query', {
        code: "OPERATOR_NOT_ALLOWED_IN_QUERY",
        details: { operators: ["$gt"], where },
      }),
    );
  });

  test.each([
    ["an unknown operator matches nothing", { domain: { foo: "high" } }, []],
    ["of two operators only LoopBack's first is applied", { threatScore: { gt: 2, lt: 5 } }, ["2", "4", "5"]],
    ["whatever their order", { threatScore: { lt: 5, gt: 2 } }, ["2", "4", "5"]],
    ["and neq comes after gt", { threatScore: { neq: 5, gt: 2 } }, ["2", "4", "5"]],
    [
      "and joins what one property cannot",
      { and: [{ threatScore: { gt: 2 } }, { threatScore: { lt: 5 } }] },
      ["4"],
    ],
    ["and of nothing matches everything", { and: [] }, ["1", "2", "3", "4", "5"]],
    ["or of nothing matches nothing", { or: [] }, []],
    ["inq of nothing matches nothing", { domain: { inq: [] } }, []],
    ["nin of nothing matches everything", { domain: { nin: [] } }, ["1", "2", "3", "4", "5"]],
    [
      "inq may ask for null, which is also what is missing",
      { domain: { inq: ["high", null] } },
      ["1", "3", "4"],
    ],
    ["null is also what is missing", { domain: null }, ["3", "4"]],
    ["neq null is what is there", { domain: { neq: null } }, ["1", "2", "5"]],
    ["neq matches what is missing", { domain: { neq: "high" } }, ["2", "3", "4", "5"]],
    ["like looks anywhere", { name: { like: "lph" } }, ["1", "2"]],
    ["like minds case", { name: { like: "%alpha%" } }, ["2"]],
    ["ilike does not", { name: { ilike: "b_TA" } }, ["3", "4"]],
    ["_ is one character", { name: { like: "b_ta" } }, ["4"]],
    ["like takes the signs of expressions as they are", { name: { like: "a.*b" } }, []],
    ["nlike matches what is missing", { domain: { nlike: "hi" } }, ["2", "3", "4", "5"]],
    ["regexp is anchored where it says so", { name: { regexp: "^a" } }, ["2"]],
    ["regexp takes flags", { name: { regexp: "/^a/i" } }, ["1", "2"]],
    ["a broken expression is plain text", { name: { regexp: "100%(" } }, []],
    ["booleans may be texts", { privileged: "true" }, ["2", "5"]],
    ["numbers may be texts", { threatScore: "5" }, ["2"]],
    ["a number that is none matches nothing", { threatScore: "x" }, []],
    ["a date alone is midnight in UTC", { lastLogonOn: "2026-01-01" }, ["1"]],
    ["dates may be milliseconds", { lastLogonOn: { gt: 1_767_225_600_000 } }, ["2", "4", "5"]],
    [
      "between takes both ends",
      { lastLogonOn: { between: ["2026-01-01", "2026-01-02T00:00:00Z"] } },
      ["1", "2"],
    ],
    ["an unknown property is missing everywhere", { nosuch: 1 }, []],
    ["and null, therefore", { nosuch: null }, ["1", "2", "3", "4", "5"]],
  ])("%s: %#", async (_name, where, expected) => {
    expect(await idsWhere(admin, where)).toEqual(expected);
  });

  test("on a hidden property are dropped", async () => {
    expect(await admin.find("credentials", { where: { password: "guess" } })).toHaveLength(5);
    expect(
      await admin.find("credentials", { where: { and: [{ password: { like: "a%" } }, { byok: true }] } }),
    ).toHaveLength(1);
  });

  test("may look into objects", async () => {
    const [row] = sandbox.records("scheduledJobs");
    expect(await admin.find("scheduledJobs", { where: { "data.targetId": row?.["relatedId"] } })).toEqual([
      row,
    ]);
  });
});

describe("order", () => {
  test.each([
    ["name", ["1", "3", "2", "4", "5"]],
    ["name DESC", ["5", "4", "2", "3", "1"]],
    ["name desc", ["5", "4", "2", "3", "1"]],
    [
      ["privileged DESC", "name"],
      ["2", "5", "1", "3", "4"],
    ],
    ["privileged DESC, name", ["2", "5", "1", "3", "4"]],
    ["threatScore", ["3", "1", "4", "2", "5"]],
    ["id DESC", ["5", "4", "3", "2", "1"]],
    ["nosuch", ["1", "2", "3", "4", "5"]],
    [[], ["1", "2", "3", "4", "5"]],
    [null, ["1", "2", "3", "4", "5"]],
  ])("%j", async (order, expected) => {
    expect(await ids({ order })).toEqual(expected);
  });

  test.each([
    ["name FOO", 'The order "name FOO" has invalid direction'],
    ["nosuch FOO", 'The order "nosuch FOO" has invalid direction'],
    [5, "The order 5 is not valid"],
    [{}, "The order {} is not valid"],
  ])("%j is refused", async (order, message) => {
    expect(await list({ order })).toEqual(plain(400, message));
  });
});

describe("pages", () => {
  test.each([
    [{ limit: 2 }, ["1", "2"]],
    [{ limit: "2" }, ["1", "2"]],
    [{ limit: 0 }, ["1", "2", "3", "4", "5"]],
    [{ limit: null }, ["1", "2", "3", "4", "5"]],
    [{ skip: 3 }, ["4", "5"]],
    [{ offset: 3 }, ["4", "5"]],
    [{ offset: 1, skip: 3 }, ["4", "5"]],
    [{ skip: 100 }, []],
    [{ limit: 2, skip: 1, order: "threatScore DESC" }, ["2", "4"]],
    [{ limit: 2, where: { id: { gt: "2" } } }, ["3", "4"]],
    [{ where: { id: { inq: ["4", "x", "2", "4"] } } }, ["2", "4"]],
    [{ where: { id: 4 } }, ["4"]],
  ])("%j", async (filter, expected) => {
    expect(await ids(filter)).toEqual(expected);
  });

  test.each([-1, 1.5, "abc", []])("a limit of %j is refused", async (limit) => {
    expect(await list({ limit })).toEqual(
      plain(400, `The limit parameter ${JSON.stringify(limit)} is not valid`),
    );
  });

  test.each([-1, 1.5, "abc"])("a skip of %j is refused", async (skip) => {
    expect(await list({ skip })).toEqual(
      plain(400, `The offset/skip parameter ${JSON.stringify(skip)} is not valid`),
    );
  });

  test.each([[{}], [{ limit: 0 }], [{ limit: 5000 }]])(
    "hold 1,000 records at most, and say nothing of it: %j",
    async (filter) => {
      const rows = await admin.find("Alerts", filter);
      expect(rows).toHaveLength(1000);
    },
  );

  test("by id go through all records once", async () => {
    const seen: string[] = [];
    for (let last = ""; ; last = seen.at(-1) ?? "") {
      const page = await admin.find("Alerts", {
        where: { id: { gt: last } },
        order: "id",
        limit: 700,
        fields: ["id"],
      });
      if (page.length === 0) break;
      seen.push(...page.map(({ id }: Json) => id));
    }
    expect(seen).toEqual(
      sandbox
        .records("Alerts")
        .map(({ id }) => id)
        .sort(),
    );
  });

  test("tell the total with count=True", async () => {
    const answer = await admin.get("Alerts", {
      query: { filter: { where: { severity: "low" }, limit: 1 }, count: "True" },
    });
    expect(answer.headers["x-total-count"]).toBe(
      String(sandbox.records("Alerts").filter((row) => row["severity"] === "low").length),
    );
    expect((await admin.get("Alerts?filter={}")).headers).not.toHaveProperty("x-total-count");
  });
});

describe("fields", () => {
  test.each([
    ["name", [{ name: "Alpha" }]],
    [["name", "id"], [{ id: "1", name: "Alpha" }]],
    [{ name: true }, [{ name: "Alpha" }]],
    [{ name: true, id: false }, [{ name: "Alpha" }]],
    [["nosuch"], [{}]],
    [{ name: false, domain: false, privileged: false, lastLogonOn: false }, [{ id: "1", threatScore: 1 }]],
  ])("%j", async (fields, expected) => {
    expect(await list({ fields, where: { id: "1" } })).toEqual(expected);
  });

  test.each([[[]], [{}], [null], [5]])("%j are all", async (fields) => {
    expect((await list({ fields }))[0]).toEqual(fiveRows[0]);
  });
});

describe("count", () => {
  test("takes where", async () => {
    expect((await admin.get(`${SMALL}/count`, { query: { where: { privileged: true } } })).json).toEqual({
      count: 2,
    });
  });

  test("counts everything when it is given a filter", async () => {
    expect(
      (await admin.get(`${SMALL}/count`, { query: { filter: { where: { privileged: true } } } })).json,
    ).toEqual({ count: 5 });
  });

  test("takes where=null for everything, and refuses what is no object", async () => {
    expect((await admin.get(`${SMALL}/count?where=null`)).json).toEqual({ count: 5 });
    expect((await admin.get(`${SMALL}/count?where=x`)).status).toBe(400);
  });
});

test("findById takes fields, and ignores a condition", async () => {
  const answer = await admin.get(`${SMALL}/1`, {
    query: { filter: { fields: ["name"], where: { id: "2" } } },
  });
  expect(answer.json).toEqual({ name: "Alpha" });
});
