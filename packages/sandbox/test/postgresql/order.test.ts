import { describe, expect, it } from "vitest";
import { toThingId, useLaboratories } from "../support/things.js";

const start = useLaboratories();

describe("order", () => {
  it.each([[undefined], [""], [null]])("the default order is by ascending ID: %j", async (order) => {
    const { find } = await start();

    expect(await find({ order })).toBe("12345");
  });

  it.each([[[]], [","]])("an empty order is a 500: %j", async (order) => {
    const { find } = await start();

    expect(await find({ order })).toBe("500");
  });

  describe.each(["nosuch", "-name", "nosuch DESC", "secret", "SECRET DESC"])("order by %s", (order) => {
    it(`order by an unknown or hidden property is a 500 in a list: ${order}`, async () => {
      const { find } = await start();

      expect(await find({ order })).toBe("500");
    });

    it(`order by an unknown or hidden property is a 500 in findOne: ${order}`, async () => {
      const { admin } = await start();

      expect((await admin.get("things/findOne", { query: { filter: { order } } })).status).toBe(500);
    });

    it(`order by an unknown or hidden property is a 500 in a relation: ${order}`, async () => {
      const { admin } = await start();
      const path = `parents/${toThingId("a")}/things`;

      expect((await admin.get(path, { query: { filter: { order } } })).status).toBe(500);
    });

    it(`order by an unknown or hidden property is a 500 in a scope: ${order}`, async () => {
      const { admin } = await start();
      const include = { relation: "things", scope: { order } };

      expect((await admin.get("parents", { query: { filter: { include } } })).status).toBe(500);
    });
  });

  it("order ignores the case of a property", async () => {
    const { find } = await start();

    expect(await find({ order: "SCORE" })).toBe("14253");
  });

  it("where does not ignore the case of a property", async () => {
    const { findWhere } = await start();

    expect(await findWhere({ SCORE: 5 })).toBe("12345");
  });

  it("order ignores the text after the direction", async () => {
    const { find } = await start();

    expect(await find({ order: "score ASC NULLS FIRST" })).toBe("14253");
  });

  it.each([
    ["en-US", "12435"],
    ["C", "23145"],
  ] as const)("the order of strings depends on the collation: %s", async (collation, expected) => {
    const { find } = await start({ collation });

    expect(await find({ order: "name" })).toBe(expected);
  });

  it.each([
    ["en-US", { name: { gt: "alpha" } }, "2345"],
    ["C", { name: { gt: "alpha" } }, "45"],
    ["en-US", { name: { lt: "b" } }, "12"],
    ["C", { name: { lt: "b" } }, "123"],
    ["en-US", { name: { between: ["alpha", "beta"] } }, "124"],
    ["C", { name: { between: ["alpha", "beta"] } }, "14"],
  ] as const)("comparisons of strings depend on the collation %s: %j", async (collation, where, expected) => {
    const { findWhere } = await start({ collation });

    expect(await findWhere(where)).toBe(expected);
  });

  it("the order of UUIDs does not depend on the collation", async () => {
    const { find } = await start({ columns: "own", collation: "en-US" });

    expect(await find({ order: "id DESC" })).toBe("54321");
  });

  it("the order of tied rows can be set by their ID", async () => {
    const { find } = await start();

    expect(await find({ order: ["flag DESC", "id DESC"] })).toBe("43521");
  });

  it.each([
    ["own", "500"],
    ["native", "124"],
  ] as const)("the order by a path in %s columns returns %s", async (columns, expected) => {
    const { find } = await start({ columns });

    const found = await find({ order: "data.n", where: { "events.x": { nin: [] } } });

    // As strings: 1, 11, 2.
    expect(found.slice(0, 3)).toBe(expected);
  });

  it.each([
    ["name FOO", 'The order "name FOO" has invalid direction'],
    [5, "The order 5 is not valid"],
  ])("an invalid direction or type of order is a 400: %j", async (order, message) => {
    const { admin } = await start();

    const { status, json } = await admin.get("things", { query: { filter: { order } } });

    expect(status).toBe(400);
    expect(json.error.message).toBe(message);
  });
});
