import { describe, expect, it } from "vitest";
import { INTERNAL } from "../support/errors.js";
import { toThingId, useLaboratories } from "../support/things.js";

const start = useLaboratories();
const ALL = "12345";

describe("a condition on an unknown or hidden property", () => {
  it.each([
    { nosuch: 1 },
    { Name: "alpha" },
    { nor: [{ name: "alpha" }] },
    { not: { name: "alpha" } },
    { nosuch: { $gt: 1 } },
    { secret: "s1" },
    { secret: { like: 1 } },
    { "secret.a": "s1" },
  ])("a condition on an unknown or hidden property is dropped, so all rows match: %j", async (where) => {
    const { findWhere } = await start();

    expect(await findWhere(where)).toBe(ALL);
  });

  it("a dropped condition does not affect the other conditions", async () => {
    const { findWhere } = await start();

    expect(await findWhere({ nosuch: 1, name: "alpha" })).toBe("1");
  });

  it("count with a dropped condition counts all rows", async () => {
    const { count } = await start();

    expect(await count({ nosuch: 1 })).toBe(5);
  });

  it("findOne with a dropped condition returns the first row", async () => {
    const { admin } = await start();

    const { json } = await admin.get("things/findOne", { query: { filter: { where: { nosuch: 1 } } } });

    expect(json.id).toBe(toThingId(1));
  });

  it("?count=True with a dropped condition returns the number of all rows", async () => {
    const { admin } = await start();

    const { headers } = await admin.get("things", {
      query: { filter: { where: { nosuch: 1 }, limit: 1 }, count: "True" },
    });

    expect(headers["x-total-count"]).toBe("5");
  });

  it("an unknown condition in the scope of an include is dropped", async () => {
    const { admin } = await start();
    const include = { relation: "things", scope: { where: { nosuch: 1 } } };

    const [north] = await admin.find("parents", { include });

    expect(north.things).toHaveLength(2);
  });

  it("a relation with a dropped condition lists and counts all related rows", async () => {
    const { admin } = await start();
    const path = `parents/${toThingId("a")}/things`;

    const list = await admin.find(path, { where: { nosuch: 1 } });
    const { json } = await admin.get(`${path}/count`, { query: { where: { nosuch: 1 } } });

    expect(list).toHaveLength(2);
    expect(json).toEqual({ count: 2 });
  });

  it("an unknown condition in brackets is dropped", async () => {
    const { admin } = await start();

    expect((await admin.get("things?filter[where][nosuch]=1")).json).toHaveLength(5);
  });

  it("POST /update with a dropped condition changes all rows", async () => {
    const { admin, count } = await start();

    const { json } = await admin.post(
      "things/update",
      { domain: "new" },
      { query: { where: { nosuch: 1 } } },
    );

    expect(json).toEqual({ count: 5 });
    expect(await count({ domain: "new" })).toBe(5);
  });

  it("DELETE /{model} with a dropped condition deletes all rows", async () => {
    const { admin, count } = await start();

    const { json } = await admin.delete("things", { query: { where: { nosuch: 1 } } });

    expect(json).toEqual({ count: 5 });
    expect(await count({})).toBe(0);
  });

  it("a dropped condition can be recognized by its count and by the properties of a row", async () => {
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
  ])("an unknown branch of and or or is dropped, and the others apply: %j", async (where, expected) => {
    const { findWhere } = await start();

    expect(await findWhere(where)).toBe(expected);
  });

  it.each([{ or: [] }, { and: [] }, { or: [{ nosuch: 1 }] }, { and: [{ nosuch: 1 }, {}] }])(
    "and and or match all rows if all branches are dropped: %j",
    async (where) => {
      const { findWhere } = await start();

      expect(await findWhere(where)).toBe(ALL);
    },
  );

  it.each([
    [3, "500"],
    [5, "1"],
  ] as const)(
    "an or without branches next to another condition depends on the connector: %i finds %s",
    async (connector, expected) => {
      const { findWhere } = await start({ connector });

      expect(await findWhere({ or: [{ nosuch: 1 }], name: "alpha" })).toBe(expected);
    },
  );
});

describe("where: null", () => {
  it("a list with where: null is a 500", async () => {
    const { find } = await start();

    expect(await find({ where: null })).toBe("500");
  });

  it("count with where: null counts all rows", async () => {
    const { count } = await start();

    expect(await count(null)).toBe(5);
  });

  it("update with where: null changes all rows", async () => {
    const { admin } = await start();

    expect((await admin.post("things/update?where=null", { domain: "new" })).json).toEqual({ count: 5 });
  });

  it("DELETE with where: null deletes all rows", async () => {
    const { admin } = await start();

    expect((await admin.delete("things?where=null")).json).toEqual({ count: 5 });
  });
});

describe("a clause that is null", () => {
  const where = { and: [null] };

  it("a clause that is null is a 500 in a list", async () => {
    const { findWhere } = await start();

    expect(await findWhere(where)).toBe("500");
  });

  it("a clause that is null is dropped in count, so all rows match", async () => {
    const { count } = await start();

    expect(await count(where)).toBe(5);
  });

  it("a clause that is null is dropped in update, so all rows match", async () => {
    const { admin } = await start();

    const { json } = await admin.post("things/update", { domain: "new" }, { query: { where } });

    expect(json).toEqual({ count: 5 });
  });
});

describe("POST /update", () => {
  it("update with an empty condition changes all rows", async () => {
    const { admin } = await start();

    expect((await admin.post("things/update?where={}", { domain: "new" })).json).toEqual({ count: 5 });
  });

  it.each([{ domain: "new" }, { domain: "new", where: { name: "alpha" } }])(
    "update without a condition in the query is a 500 and changes nothing: %j",
    async (body) => {
      const { admin, count } = await start();

      const { json } = await admin.post("things/update", body);

      expect(json).toEqual(INTERNAL);
      expect(await count({ domain: "new" })).toBe(0);
    },
  );
});

describe("DELETE /{model}", () => {
  it.each([
    ["things", undefined],
    ['things?filter={"where":{"name":"alpha"}}', undefined],
    ["things", { name: "alpha" }],
    ["things/", undefined],
  ])("DELETE without where deletes all rows: %s %j", async (path, body) => {
    const { admin } = await start();

    expect((await admin.delete(path, { body })).json).toEqual({ count: 5 });
  });

  it("DELETE uses a condition in the body", async () => {
    const { admin, findWhere } = await start();

    const { json } = await admin.delete("things", { body: { where: { name: "alpha" } } });

    expect(json).toEqual({ count: 1 });
    expect(await findWhere({})).toBe("2345");
  });

  it("DELETE with invalid JSON in the query is a 400 and deletes nothing", async () => {
    const { admin, count } = await start();

    expect((await admin.delete("things?where={x}")).status).toBe(400);
    expect(await count({})).toBe(5);
  });

  it("DELETE of a model that is not on the list of 2021 is a 404", async () => {
    const { admin } = await start();

    expect((await admin.delete("Alerts")).status).toBe(404);
  });

  it("DELETE of a model that is on the list of 2021 deletes all rows", async () => {
    const { admin, sandbox } = await start();
    const { length } = sandbox.records("Agents");

    expect((await admin.delete("Agents")).json).toEqual({ count: length });

    expect(sandbox.records("Agents")).toEqual([]);
  });

  it("DELETE of a relation ignores where and deletes all related rows", async () => {
    const { admin, findWhere } = await start();

    const { status } = await admin.delete(`parents/${toThingId("a")}/things`, {
      query: { where: { name: "alpha" } },
    });

    expect(status).toBe(204);
    expect(await findWhere({})).toBe("345");
  });
});

it("upsertWithWhere with an unknown property matches all rows, which is a 400", async () => {
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

it.each(["PUT", "PATCH"])("%s with an empty ID in the path creates a row", async (method) => {
  const { admin, count } = await start();

  expect((await admin.send(method, "things/", { body: { name: "new" } })).status).toBe(200);
  expect(await count({ name: "new" })).toBe(1);
});

it.each(["constructor", "toString", "hasOwnProperty", "__proto__"])(
  "a condition on %s is a 500",
  async (name) => {
    const { find } = await start();

    expect(await find(`{"where":{"${name}":1}}`)).toBe("500");
  },
);
