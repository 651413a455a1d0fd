import { describe, expect, it } from "vitest";
import { INTERNAL } from "../support/errors.js";
import { idOf, laboratories } from "../support/things.js";

const start = laboratories();
const ALL = "12345";

describe("a condition that cannot be understood", () => {
  it.each([
    { nosuch: 1 },
    { Name: "alpha" },
    { nor: [{ name: "alpha" }] },
    { not: { name: "alpha" } },
    { nosuch: { $gt: 1 } },
    { secret: "s1" },
    { secret: { like: 1 } },
    { "secret.a": "s1" },
  ])("is dropped if its property is unknown or hidden, so all rows match: %j", async (where) => {
    const { findWhere } = await start();

    expect(await findWhere(where)).toBe(ALL);
  });

  it("is dropped next to conditions that are known, which decide", async () => {
    const { findWhere } = await start();

    expect(await findWhere({ nosuch: 1, name: "alpha" })).toBe("1");
  });

  it("counts every row", async () => {
    const { count } = await start();

    expect(await count({ nosuch: 1 })).toBe(5);
  });

  it("finds the first row with findOne", async () => {
    const { admin } = await start();

    const { json } = await admin.get("things/findOne", { query: { filter: { where: { nosuch: 1 } } } });

    expect(json.id).toBe(idOf(1));
  });

  it("makes ?count=True return the number of all rows", async () => {
    const { admin } = await start();

    const { headers } = await admin.get("things", {
      query: { filter: { where: { nosuch: 1 }, limit: 1 }, count: "True" },
    });

    expect(headers["x-total-count"]).toBe("5");
  });

  it("is dropped in the scope of an include", async () => {
    const { admin } = await start();
    const include = { relation: "things", scope: { where: { nosuch: 1 } } };

    const [north] = await admin.find("parents", { include });

    expect(north.things).toHaveLength(2);
  });

  it("lists and counts all rows of a relation", async () => {
    const { admin } = await start();
    const path = `parents/${idOf("a")}/things`;

    const list = await admin.find(path, { where: { nosuch: 1 } });
    const { json } = await admin.get(`${path}/count`, { query: { where: { nosuch: 1 } } });

    expect(list).toHaveLength(2);
    expect(json).toEqual({ count: 2 });
  });

  it("is dropped if it is written in brackets", async () => {
    const { admin } = await start();

    expect((await admin.get("things?filter[where][nosuch]=1")).json).toHaveLength(5);
  });

  it("changes every row with POST /update", async () => {
    const { admin, count } = await start();

    const { json } = await admin.post(
      "things/update",
      { domain: "new" },
      { query: { where: { nosuch: 1 } } },
    );

    expect(json).toEqual({ count: 5 });
    expect(await count({ domain: "new" })).toBe(5);
  });

  it("deletes every row with DELETE /{model}", async () => {
    const { admin, count } = await start();

    const { json } = await admin.delete("things", { query: { where: { nosuch: 1 } } });

    expect(json).toEqual({ count: 5 });
    expect(await count({})).toBe(0);
  });

  it("leaves two signs: its count equals that of all rows, and no row has the name", async () => {
    const { admin, count } = await start();

    const [row] = await admin.find("things", { limit: 1 });

    expect(await count({ nosuch: 1 })).toBe(await count({}));
    expect(row).not.toHaveProperty("nosuch");
  });
});

describe("and, or", () => {
  it.each([
    [{ and: [{ nosuch: 1 }, { name: "alpha" }] }, "1"],
    [{ or: [{ nosuch: 1 }, { name: "alpha" }] }, "1"],
  ])("drop an unknown branch, and the known ones decide: %j", async (where, expected) => {
    const { findWhere } = await start();

    expect(await findWhere(where)).toBe(expected);
  });

  it.each([{ or: [] }, { and: [] }, { or: [{ nosuch: 1 }] }, { and: [{ nosuch: 1 }, {}] }])(
    "match every row if no branch is left: %j",
    async (where) => {
      const { findWhere } = await start();

      expect(await findWhere(where)).toBe(ALL);
    },
  );

  it.each([
    [3, "500"],
    [5, "1"],
  ] as const)(
    "without a branch next to a known condition: connector %i finds %s",
    async (connector, expected) => {
      const { findWhere } = await start({ connector });

      expect(await findWhere({ or: [{ nosuch: 1 }], name: "alpha" })).toBe(expected);
    },
  );
});

describe("where: null", () => {
  it("is 500 in a list, and counts everything in count", async () => {
    const { find, count } = await start();

    expect(await find({ where: null })).toBe("500");
    expect(await count(null)).toBe(5);
  });

  it("changes every row in update, and deletes every row in DELETE", async () => {
    const { admin } = await start();

    const changed = await admin.post("things/update?where=null", { domain: "new" });
    const deleted = await admin.delete("things?where=null");

    expect(changed.json).toEqual({ count: 5 });
    expect(deleted.json).toEqual({ count: 5 });
  });
});

describe("a clause that is null", () => {
  it("is 500 in a list, and dropped in count and update, so all rows match", async () => {
    const { admin, count, findWhere } = await start();
    const where = { and: [null] };

    const { json } = await admin.post("things/update", { domain: "new" }, { query: { where } });

    expect(await findWhere(where)).toBe("500");
    expect(await count(where)).toBe(5);
    expect(json).toEqual({ count: 5 });
  });
});

describe("POST /update", () => {
  it("changes every row with an empty condition", async () => {
    const { admin } = await start();

    expect((await admin.post("things/update?where={}", { domain: "new" })).json).toEqual({ count: 5 });
  });

  it("is 500 without a condition, also with one in the body, and changes nothing", async () => {
    const { admin, count } = await start();

    const missing = await admin.post("things/update", { domain: "new" });
    const inBody = await admin.post("things/update", { domain: "new", where: { name: "alpha" } });

    expect(missing.json).toEqual(INTERNAL);
    expect(inBody.json).toEqual(INTERNAL);
    expect(await count({ domain: "new" })).toBe(0);
  });
});

describe("DELETE /{model}", () => {
  it.each([
    ["things", undefined],
    ['things?filter={"where":{"name":"alpha"}}', undefined],
    ["things", { name: "alpha" }],
    ["things/", undefined],
  ])("deletes every row without where: %s %j", async (path, body) => {
    const { admin } = await start();

    expect((await admin.delete(path, { body })).json).toEqual({ count: 5 });
  });

  it("honors a condition in the body", async () => {
    const { admin, findWhere } = await start();

    const { json } = await admin.delete("things", { body: { where: { name: "alpha" } } });

    expect(json).toEqual({ count: 1 });
    expect(await findWhere({})).toBe("2345");
  });

  it("is 400 for broken JSON in the query, and deletes nothing", async () => {
    const { admin, count } = await start();

    expect((await admin.delete("things?where={x}")).status).toBe(400);
    expect(await count({})).toBe(5);
  });

  it("exists only on the models of the list of 2021", async () => {
    const { admin, sandbox } = await start();

    expect((await admin.delete("Alerts")).status).toBe(404);
    expect((await admin.delete("Agents")).json.count).toBeGreaterThan(0);
    expect(sandbox.records("Agents")).toEqual([]);
  });

  it("ignores where on a relation: all related rows are deleted", async () => {
    const { admin, findWhere } = await start();

    const { status } = await admin.delete(`parents/${idOf("a")}/things`, {
      query: { where: { name: "alpha" } },
    });

    expect(status).toBe(204);
    expect(await findWhere({})).toBe("345");
  });
});

it("upsertWithWhere with an unknown property matches every row, which is 400", async () => {
  const { admin } = await start();

  const { status, json } = await admin.post(
    "things/upsertWithWhere",
    { domain: "x" },
    { query: { where: { nosuch: 1 } } },
  );

  expect(status).toBe(400);
  expect(json.error.message).toBe(
    "There are multiple instances found.Upsert Operation will not be performed!",
  );
});

it.each(["PUT", "PATCH"])("%s with an empty id creates a row", async (method) => {
  const { admin, count } = await start();

  expect((await admin.send(method, "things/", { body: { name: "new" } })).status).toBe(200);
  expect(await count({ name: "new" })).toBe(1);
});

it.each(["constructor", "toString", "hasOwnProperty", "__proto__"])("where on %s is 500", async (name) => {
  const { find } = await start();

  expect(await find(`{"where":{"${name}":1}}`)).toBe("500");
});
