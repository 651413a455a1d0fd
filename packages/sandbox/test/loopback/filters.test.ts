import { describe, expect, it } from "vitest";
import { plain } from "../support/errors.js";
import { sandboxes } from "../support/sandboxes.js";
import { toThingId, useLaboratories } from "../support/things.js";

const start = useLaboratories();
const startFull = sandboxes();

describe("the format of filter", () => {
  it.each(["x", "[]", "[1]", '"a"', "5", "true", "null,"])(
    "a filter that is not an object is a 400: %s",
    async (filter) => {
      const { admin } = await start();

      const { json } = await admin.get("things", { query: { filter } });

      expect(json).toEqual(plain(400, "Value is not an object."));
    },
  );

  it("a filter with invalid JSON in braces is a 400", async () => {
    const { admin } = await start();

    const { json } = await admin.get("things", { query: { filter: "{x}" } });

    expect(json).toEqual(plain(400, "Cannot parse JSON-encoded object value."));
  });

  it.each(["null", "", "{}", '{"foo":1}'])(
    "an empty or unknown filter matches everything: %j",
    async (filter) => {
      const { find } = await start();

      expect(await find(filter)).toBe("12345");
    },
  );

  it("a limit outside of the filter is ignored", async () => {
    const { admin } = await start();

    expect((await admin.get("things?limit=1")).json).toHaveLength(5);
  });

  it.each([
    ["filter[limit]=1", 1],
    ["filter[where][score][gt]=2&filter[order]=score%20DESC", 3],
    ["filter[where][score][inq]=5&filter[where][score][inq]=1", 2],
    ["filter%5Bwhere%5D%5Bflag%5D=true", 2],
  ])("a filter can be written in brackets: %s", async (query, found) => {
    const { admin } = await start();

    expect((await admin.get(`things?${query}`)).json).toHaveLength(found);
  });
});

describe("the source of filter and where", () => {
  const filter = { where: { name: "alpha" } };

  it("filter and where can be headers", async () => {
    const { admin } = await start();

    const list = await admin.get("things", { headers: { filter: JSON.stringify(filter) } });
    const count = await admin.get("things/count", { headers: { where: JSON.stringify(filter.where) } });

    expect(list.json).toHaveLength(1);
    expect(count.json).toEqual({ count: 1 });
  });

  it("the query takes precedence over a header", async () => {
    const { admin } = await start();

    const { json } = await admin.get("things/count", {
      query: { where: { flag: true } },
      headers: { where: JSON.stringify(filter.where) },
    });

    expect(json).toEqual({ count: 2 });
  });

  it("the body takes precedence over the query", async () => {
    const { admin, count } = await start();

    const { json } = await admin.delete("things", { query: { where: { flag: true } }, body: filter });

    expect(json).toEqual({ count: 1 });
    expect(await count({ name: "alpha" })).toBe(0);
  });

  it("update and upsertWithWhere read where only from the query", async () => {
    const { admin } = await start();
    const sent = { headers: { where: JSON.stringify(filter.where) } };

    expect((await admin.post("things/update", { domain: "x", ...filter }, sent)).status).toBe(500);
    expect((await admin.post("things/upsertWithWhere", { domain: "x" }, sent)).status).toBe(500);
  });
});

it("count uses where", async () => {
  const { admin } = await start();

  expect((await admin.get("things/count", { query: { where: { flag: true } } })).json).toEqual({ count: 2 });
});

it("count ignores a filter", async () => {
  const { admin } = await start();
  const query = { filter: { where: { flag: true } } };

  expect((await admin.get("things/count", { query })).json).toEqual({ count: 5 });
});

it.each([{ where: { seenOn: "nope" } }, { include: "nosuch" }, { where: null }])(
  "some invalid filters are a 500: %j",
  async (filter) => {
    const { find } = await start();

    expect(await find(filter)).toBe("500");
  },
);

it.each([
  [{ name: { $gt: "a" } }, "400"],
  [{ name: { eq: { $gt: "a" } } }, "400"],
  [{ nosuch: { $gt: "a" } }, "12345"],
])(
  "an operator of the database is a 400, or dropped with its unknown property: %j",
  async (where, expected) => {
    const { findWhere } = await start();

    expect(await findWhere(where)).toBe(expected);
  },
);

it.each([
  [
    { domain: { inq: "high" } },
    'The domain property has invalid clause {"inq":"high"}: Error: Value is not an array or object with sequential numeric indices',
  ],
  [{ score: { between: [1] } }, "Expected precisely 2 values, received 1"],
  [{ name: { like: 5 } }, "Expected a string or RegExp"],
  [{ name: { regexp: 5 } }, "Invalid argument, must be a string, regex literal, or RegExp object"],
  [{ and: {} }, "The and operator has invalid clauses {}: Value is an empty object"],
  [{ or: [1] }, "The where clause 1 is not an object"],
])("an invalid operand is a 400: %j", async (where, message) => {
  const { admin } = await start();

  const { status, json } = await admin.get("things", { query: { filter: { where } } });

  expect(status).toBe(400);
  expect(json.error.message).toContain(message);
});

describe("fields", () => {
  it.each([
    ["name", { name: "alpha" }],
    [["name", "id"], { id: toThingId(1), name: "alpha" }],
    [{ name: true }, { name: "alpha" }],
    [{ name: true, id: false }, { name: "alpha" }],
    [["nosuch"], {}],
  ])("fields can be a name, a list, or an object, and id is not added: %j", async (fields, expected) => {
    const { admin } = await start();

    const [row] = await admin.find("things", { fields, limit: 1 });

    expect(row).toEqual(expected);
  });

  it("fields can omit properties", async () => {
    const { admin } = await start();

    const [row] = await admin.find("things", { fields: { name: false, data: false }, limit: 1 });

    expect(Object.keys(row)).not.toContain("name");
    expect(row.id).toBe(toThingId(1));
  });

  it("fields without id are a 400 with an include of a collection", async () => {
    const { admin } = await start();
    const filter = { include: "things", fields: ["name"] };

    const { status, json } = await admin.get("parents", { query: { filter } });

    expect(status).toBe(400);
    expect(json.error.message).toContain('ID property "id" is missing for included item');
  });
});

describe("pages", () => {
  it.each([
    [{ limit: 2 }, "12"],
    [{ limit: "2" }, "12"],
    [{ limit: 0 }, "12345"],
    [{ skip: 3 }, "45"],
    [{ offset: 3 }, "45"],
    [{ offset: 1, skip: 3 }, "45"],
    [{ skip: 100 }, ""],
    [{ limit: 2, where: { id: { gt: toThingId(2) } } }, "34"],
  ])("limit, skip, and offset select a page: %j", async (filter, expected) => {
    const { find } = await start();

    expect(await find(filter)).toBe(expected);
  });

  it.each([{ limit: -1 }, { limit: 1.5 }, { limit: "abc" }, { skip: -1 }, { skip: "abc" }])(
    "an invalid limit or skip is a 400: %j",
    async (filter) => {
      const { find } = await start();

      expect(await find(filter)).toBe("400");
    },
  );

  it.each([{}, { limit: 0 }, { limit: 5000 }])(
    "a page has at most 1,000 rows, without an error: %j",
    async (filter) => {
      const { admin } = await startFull();

      expect(await admin.find("Alerts", filter)).toHaveLength(1000);
    },
  );
});

it("findById uses fields and ignores a condition", async () => {
  const { admin } = await start();
  const filter = { fields: ["name"], where: { name: "other" } };

  expect((await admin.get(`things/${toThingId(1)}`, { query: { filter } })).json).toEqual({ name: "alpha" });
});
