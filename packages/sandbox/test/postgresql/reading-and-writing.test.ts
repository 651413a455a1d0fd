import { describe, expect, it } from "vitest";
import { INTERNAL } from "../support/errors.js";
import { toThingId, useLaboratories } from "../support/things.js";

const start = useLaboratories();
const nulls = {
  domain: null,
  score: null,
  flag: null,
  seenOn: null,
  events: null,
  data: null,
  size: null,
  parentId: null,
};

describe("a row that is read", () => {
  it("a row has every declared property, null without a value, and no hidden ones", async () => {
    const { read } = await start();

    expect(await read(3)).toEqual({ id: toThingId(3), name: "Beta 100%", ...nulls, active: true });
  });

  it("the response to POST has only the sent properties and the defaults", async () => {
    const { admin } = await start();

    const { json } = await admin.post("things", { id: toThingId(6), name: "six" });

    expect(json).toEqual({ id: toThingId(6), name: "six", active: true });
  });

  it("the response to PUT has only the sent properties and the defaults", async () => {
    const { admin } = await start();

    const { json } = await admin.put(`things/${toThingId(3)}`, { name: "again" });

    expect(json).toEqual({ id: toThingId(3), name: "again", active: true });
  });

  it("the response to PATCH has all properties", async () => {
    const { admin, read } = await start();

    const { json } = await admin.patch(`things/${toThingId(3)}`, { domain: "d" });

    expect(json).toEqual({ id: toThingId(3), name: "Beta 100%", ...nulls, domain: "d", active: true });
    expect(await read(3)).toEqual(json);
  });
});

describe("an unknown property", () => {
  it.each([
    ["POST", "things"],
    ["PUT", `things/${toThingId(3)}`],
  ])("an unknown property is in the response to %s, but is not stored", async (method, path) => {
    const { admin } = await start();

    const { status, json } = await admin.send(method, path, { body: { name: "n", nosuch: 1 } });

    expect(status).toBe(200);
    expect(json.nosuch).toBe(1);
    expect((await admin.get(`things/${json.id}`)).json).not.toHaveProperty("nosuch");
  });

  it("PATCH drops an unknown property next to known ones", async () => {
    const { admin, read } = await start();

    const { status } = await admin.patch(`things/${toThingId(3)}`, { domain: "new", nosuch: 1 });

    expect(status).toBe(200);
    expect(await read(3)).not.toHaveProperty("nosuch");
  });

  it("update drops an unknown property next to known ones", async () => {
    const { admin, read } = await start();
    const query = { where: { name: "alpha" } };

    const { json } = await admin.post("things/update", { domain: "new", nosuch: 1 }, { query });

    expect(json).toEqual({ count: 1 });
    expect(await read(1)).not.toHaveProperty("nosuch");
  });

  it.each([{ nosuch: 1 }, {}])("PATCH without a known property is a 500: %j", async (data) => {
    const { admin } = await start();

    expect((await admin.patch(`things/${toThingId(3)}`, data)).json).toEqual(INTERNAL);
  });

  it.each([{ nosuch: 1 }, {}])("update without a known property is a 500: %j", async (data) => {
    const { admin } = await start();
    const query = { where: { name: "alpha" } };

    expect((await admin.post("things/update", data, { query })).json).toEqual(INTERNAL);
  });
});

describe("POST with an id that exists", () => {
  it("POST with an existing ID is a 500 and changes nothing", async () => {
    const { admin, read } = await start();

    const { status, json } = await admin.post("things", { id: toThingId(1), name: "other" });

    expect(status).toBe(500);
    expect(json).toEqual(INTERNAL);
    expect((await read(1)).name).toBe("alpha");
  });

  it("POST of a list with an existing ID is a 500 with details, and stores the other records", async () => {
    const { admin, count } = await start();

    const { json } = await admin.post("things", [{ name: "first" }, { id: toThingId(1), name: "other" }]);

    expect(json.error).toEqual({
      statusCode: 500,
      message: "Failed with multiple errors, see `details` for more information.",
      details: [null, INTERNAL.error],
    });
    expect(await count({ name: "first" })).toBe(1);
  });
});

it("POST with id: null is a 500", async () => {
  const { admin } = await start();

  expect((await admin.post("things", { id: null, name: "n" })).json).toEqual(INTERNAL);
});

it.each([
  ["own", 200],
  ["native", 500],
] as const)("the status of POST with an empty ID in %s columns is %i", async (columns, status) => {
  const { admin, count } = await start({ columns });

  expect((await admin.post("things", { id: "", name: "n" })).status).toBe(status);
  expect(await count({ name: "n" })).toBe(status === 200 ? 1 : 0);
});

describe("a number in a body", () => {
  it.each([
    ["own", 1.5, 500],
    ["native", 1.5, 200],
    ["own", 99_999_999_999, 500],
    ["native", 99_999_999_999, 200],
  ] as const)("a number in %s columns: the status of %d is %i", async (columns, score, status) => {
    const { admin } = await start({ columns });

    expect((await admin.post("things", { name: "n", score })).status).toBe(status);
  });

  it.each(["POST", "PATCH"])("a string for a number is a 500 in own columns: %s", async (method) => {
    const { admin } = await start({ columns: "own" });
    const path = method === "POST" ? "things" : `things/${toThingId(1)}`;

    expect((await admin.send(method, path, { body: { name: "n", score: "abc" } })).status).toBe(500);
  });

  it.each(["POST", "PATCH"])(
    "a string for a number is stored as NaN in native columns: %s",
    async (method) => {
      const { admin, find, findWhere } = await start();
      const path = method === "POST" ? "things" : `things/${toThingId(3)}`;

      const { status, json } = await admin.send(method, path, { body: { name: "n", score: "abc" } });
      const last = json.id.at(-1);

      expect(status).toBe(200);
      expect(json.score).toBeNull();
      expect(await findWhere({ score: { gt: 1e300 } })).toBe(last);
      expect(await findWhere({ score: null, name: "n" })).toBe("");
      expect((await find({ order: "score", where: { score: { neq: null } } })).at(-1)).toBe(last);
    },
  );

  it.each(["own", "native"] as const)(
    "update with a string for a number is a 500 in %s columns",
    async (columns) => {
      const { admin } = await start({ columns });
      const where = { name: "alpha" };

      expect((await admin.post("things/update", { score: "abc" }, { query: { where } })).status).toBe(500);
    },
  );
});

it("an object for a string is stored as [object Object]", async () => {
  const { admin } = await start();

  expect((await admin.post("things", { name: { a: 1 } })).json.name).toBe("[object Object]");
});

it("a list for a string is joined with commas", async () => {
  const { admin } = await start();

  expect((await admin.post("things", { name: ["a", "b"] })).json.name).toBe("a,b");
});

it("update that sets a required property to null is a 500", async () => {
  const { admin, read } = await start();

  const { status } = await admin.post("things/update", { name: null }, { query: { where: { score: 1 } } });

  expect(status).toBe(500);
  expect((await read(1)).name).toBe("alpha");
});

describe("upsertWithWhere", () => {
  const path = "things/upsertWithWhere";

  it("upsertWithWhere changes the only matching row, without the required properties", async () => {
    const { admin, read } = await start();

    const { json } = await admin.post(path, { domain: "new" }, { query: { where: { name: "alpha" } } });

    expect(json).toMatchObject({ id: toThingId(1), name: "alpha", domain: "new" });
    expect((await read(1)).domain).toBe("new");
  });

  it("upsertWithWhere creates a row if none matches", async () => {
    const { admin, count } = await start();

    const { json } = await admin.post(path, { name: "new" }, { query: { where: { name: "new" } } });

    expect(json).toMatchObject({ name: "new", active: true });
    expect(await count({})).toBe(6);
  });

  it("upsertWithWhere is a 400 if several rows match", async () => {
    const { admin } = await start();
    const query = { where: { flag: true } };

    expect((await admin.post(path, { domain: "x" }, { query })).status).toBe(400);
  });

  it("upsertWithWhere without where is a 500", async () => {
    const { admin } = await start();

    expect((await admin.post(path, { domain: "x" })).json).toEqual(INTERNAL);
  });
});

describe("PATCH without an id in the path", () => {
  it("PATCH without an ID in the path changes the row with the sent ID, without the required properties", async () => {
    const { admin } = await start();

    const { json } = await admin.patch("things", { id: toThingId(1), domain: "new" });

    expect(json).toMatchObject({ name: "alpha", domain: "new" });
  });

  it("PATCH with an unknown ID and without a required property is a 422", async () => {
    const { admin, count } = await start();

    expect((await admin.patch("things", { id: toThingId(8), domain: "x" })).status).toBe(422);

    expect(await count({})).toBe(5);
  });

  it("PATCH with an unknown ID creates a row", async () => {
    const { admin, count } = await start();

    const { json } = await admin.patch("things", { id: toThingId(8), name: "eight" });

    expect(json).toEqual({ id: toThingId(8), name: "eight", active: true });
    expect(await count({})).toBe(6);
  });
});

it("a blank required property and an invalid date are a 422", async () => {
  const { admin } = await start();

  const { status, json } = await admin.post("things", { name: "", seenOn: "nope" });

  expect(status).toBe(422);
  expect(json.error.details.codes).toEqual({ name: ["presence"], seenOn: ["date"] });
});

it("DELETE of an unknown ID returns the count 0", async () => {
  const { admin } = await start();

  expect((await admin.delete(`things/${toThingId(9)}`)).json).toEqual({ count: 0 });
});

it("GET of an unknown ID is a 404", async () => {
  const { admin } = await start();

  expect((await admin.get(`things/${toThingId(9)}`)).status).toBe(404);
});
