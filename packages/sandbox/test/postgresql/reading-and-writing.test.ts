import { describe, expect, it } from "vitest";
import { INTERNAL } from "../support/errors.js";
import { idOf, laboratories } from "../support/things.js";

const start = laboratories();
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
  it("has every declared property, null where it is empty, and no hidden one", async () => {
    const { read } = await start();

    expect(await read(3)).toEqual({ id: idOf(3), name: "Beta 100%", ...nulls, active: true });
  });

  it("is shorter in the answer to POST and PUT: what was sent and the defaults", async () => {
    const { admin } = await start();

    const created = await admin.post("things", { id: idOf(6), name: "six" });
    const replaced = await admin.put(`things/${idOf(6)}`, { name: "again" });

    expect(created.json).toEqual({ id: idOf(6), name: "six", active: true });
    expect(replaced.json).toEqual({ id: idOf(6), name: "again", active: true });
  });

  it("is whole in the answer to PATCH", async () => {
    const { admin, read } = await start();

    const { json } = await admin.patch(`things/${idOf(3)}`, { domain: "d" });

    expect(json).toEqual({ id: idOf(3), name: "Beta 100%", ...nulls, domain: "d", active: true });
    expect(await read(3)).toEqual(json);
  });
});

describe("an unknown property", () => {
  it.each([
    ["POST", "things"],
    ["PUT", `things/${idOf(3)}`],
  ])("of %s is in the answer, but not stored", async (method, path) => {
    const { admin } = await start();

    const { status, json } = await admin.send(method, path, { body: { name: "n", nosuch: 1 } });

    expect(status).toBe(200);
    expect(json.nosuch).toBe(1);
    expect((await admin.get(`things/${json.id}`)).json).not.toHaveProperty("nosuch");
  });

  it("next to known ones in PATCH and update is 200, and dropped", async () => {
    const { admin, read } = await start();
    const data = { domain: "new", nosuch: 1 };

    const changed = await admin.patch(`things/${idOf(3)}`, data);
    const updated = await admin.post("things/update", data, { query: { where: { name: "alpha" } } });

    expect(changed.status).toBe(200);
    expect(updated.json).toEqual({ count: 1 });
    expect(await read(3)).not.toHaveProperty("nosuch");
  });

  it.each([{ nosuch: 1 }, {}])("and nothing else in PATCH and update is 500: %j", async (data) => {
    const { admin } = await start();

    const changed = await admin.patch(`things/${idOf(3)}`, data);
    const updated = await admin.post("things/update", data, { query: { where: { name: "alpha" } } });

    expect(changed.json).toEqual(INTERNAL);
    expect(updated.json).toEqual(INTERNAL);
  });
});

describe("POST with an id that exists", () => {
  it("is 500, neither 409 nor 422, and changes nothing", async () => {
    const { admin, read } = await start();

    const { status, json } = await admin.post("things", { id: idOf(1), name: "other" });

    expect(status).toBe(500);
    expect(json).toEqual(INTERNAL);
    expect((await read(1)).name).toBe("alpha");
  });

  it("is 500 with details in a list, and the others are stored", async () => {
    const { admin, count } = await start();

    const { json } = await admin.post("things", [{ name: "first" }, { id: idOf(1), name: "other" }]);

    expect(json.error).toEqual({
      statusCode: 500,
      message: "Failed with multiple errors, see `details` for more information.",
      details: [null, INTERNAL.error],
    });
    expect(await count({ name: "first" })).toBe(1);
  });
});

it("POST with id: null is 500", async () => {
  const { admin } = await start();

  expect((await admin.post("things", { id: null, name: "n" })).json).toEqual(INTERNAL);
});

it.each([
  ["own", 200],
  ["native", 500],
] as const)("POST with an empty id, in %s columns, is %i", async (columns, status) => {
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
  ] as const)("beyond INTEGER, in %s columns: %d is %i", async (columns, score, status) => {
    const { admin } = await start({ columns });

    expect((await admin.post("things", { name: "n", score })).status).toBe(status);
  });

  it.each(["POST", "PATCH"])("that is not one is 500 in own columns: %s", async (method) => {
    const { admin } = await start({ columns: "own" });
    const path = method === "POST" ? "things" : `things/${idOf(1)}`;

    expect((await admin.send(method, path, { body: { name: "n", score: "abc" } })).status).toBe(500);
  });

  it.each(["POST", "PATCH"])("that is not one is NaN in native columns: %s", async (method) => {
    const { admin, find, findWhere } = await start();
    const path = method === "POST" ? "things" : `things/${idOf(3)}`;

    const { status, json } = await admin.send(method, path, { body: { name: "n", score: "abc" } });
    const last = json.id.at(-1);

    expect(status).toBe(200);
    expect(json.score).toBeNull();
    expect(await findWhere({ score: { gt: 1e300 } })).toBe(last);
    expect(await findWhere({ score: null, name: "n" })).toBe("");
    expect((await find({ order: "score", where: { score: { neq: null } } })).at(-1)).toBe(last);
  });

  it.each(["own", "native"] as const)("that is not one in update is 500 in %s columns", async (columns) => {
    const { admin } = await start({ columns });
    const where = { name: "alpha" };

    expect((await admin.post("things/update", { score: "abc" }, { query: { where } })).status).toBe(500);
  });
});

it("an object for a string is [object Object], and a list is joined by commas", async () => {
  const { admin } = await start();

  const { json } = await admin.post("things", { name: { a: 1 }, domain: ["a", "b"] });

  expect(json).toMatchObject({ name: "[object Object]", domain: "a,b" });
});

it("update that sets a required property to null is 500", async () => {
  const { admin, read } = await start();

  const { status } = await admin.post("things/update", { name: null }, { query: { where: { score: 1 } } });

  expect(status).toBe(500);
  expect((await read(1)).name).toBe("alpha");
});

describe("upsertWithWhere", () => {
  const path = "things/upsertWithWhere";

  it("merges into the one row that matches, without what is required", async () => {
    const { admin, read } = await start();

    const { json } = await admin.post(path, { domain: "new" }, { query: { where: { name: "alpha" } } });

    expect(json).toMatchObject({ id: idOf(1), name: "alpha", domain: "new" });
    expect((await read(1)).domain).toBe("new");
  });

  it("creates a row if none matches", async () => {
    const { admin, count } = await start();

    const { json } = await admin.post(path, { name: "new" }, { query: { where: { name: "new" } } });

    expect(json).toMatchObject({ name: "new", active: true });
    expect(await count({})).toBe(6);
  });

  it("is 400 if many match, and 500 without where", async () => {
    const { admin } = await start();

    expect((await admin.post(path, { domain: "x" }, { query: { where: { flag: true } } })).status).toBe(400);
    expect((await admin.post(path, { domain: "x" })).json).toEqual(INTERNAL);
  });
});

describe("PATCH without an id in the path", () => {
  it("merges into the row with the sent id, without what is required", async () => {
    const { admin } = await start();

    const { json } = await admin.patch("things", { id: idOf(1), domain: "new" });

    expect(json).toMatchObject({ name: "alpha", domain: "new" });
  });

  it("creates a row for an unknown id, which is 422 without what is required", async () => {
    const { admin, count } = await start();

    const blank = await admin.patch("things", { id: idOf(8), domain: "x" });
    const created = await admin.patch("things", { id: idOf(8), name: "eight" });

    expect(blank.status).toBe(422);
    expect(created.json).toEqual({ id: idOf(8), name: "eight", active: true });
    expect(await count({})).toBe(6);
  });
});

it("blank required properties and bad dates are 422, and a DELETE that finds nothing counts 0", async () => {
  const { admin } = await start();

  const { status, json } = await admin.post("things", { name: "", seenOn: "nope" });

  expect(status).toBe(422);
  expect(json.error.details.codes).toEqual({ name: ["presence"], seenOn: ["date"] });
  expect((await admin.delete(`things/${idOf(9)}`)).json).toEqual({ count: 0 });
  expect((await admin.get(`things/${idOf(9)}`)).status).toBe(404);
});
