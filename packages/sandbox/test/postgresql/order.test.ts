import { describe, expect, it } from "vitest";
import { idOf, laboratories } from "../support/things.js";

const start = laboratories();

describe("order", () => {
  it.each([[undefined], [""], [null]])("is by ascending id without one: %j", async (order) => {
    const { find } = await start();

    expect(await find({ order })).toBe("12345");
  });

  it.each([[[]], [","]])("is 500 if it is empty: %j", async (order) => {
    const { find } = await start();

    expect(await find({ order })).toBe("500");
  });

  it.each(["nosuch", "-name", "nosuch DESC", "secret", "SECRET DESC"])(
    "is 500 for an unknown or hidden property: %s",
    async (order) => {
      const { admin, find } = await start();
      const path = `parents/${idOf("a")}/things`;
      const include = { relation: "things", scope: { order } };

      expect(await find({ order })).toBe("500");
      expect((await admin.get("things/findOne", { query: { filter: { order } } })).status).toBe(500);
      expect((await admin.get(path, { query: { filter: { order } } })).status).toBe(500);
      expect((await admin.get("parents", { query: { filter: { include } } })).status).toBe(500);
    },
  );

  it("works for a property in another case, which where does not know", async () => {
    const { find, findWhere } = await start();

    expect(await find({ order: "SCORE" })).toBe("14253");
    expect(await findWhere({ SCORE: 5 })).toBe("12345");
  });

  it("ignores what follows the direction", async () => {
    const { find } = await start();

    expect(await find({ order: "score ASC NULLS FIRST" })).toBe("14253");
  });

  it.each([
    ["en-US", "12435"],
    ["C", "23145"],
  ] as const)("of strings follows the collation of the database: %s", async (collation, expected) => {
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
  ] as const)("and comparison of strings agree in %s: %j", async (collation, where, expected) => {
    const { findWhere } = await start({ collation });

    expect(await findWhere(where)).toBe(expected);
  });

  it("sorts UUIDs alike in every collation", async () => {
    const { find } = await start({ columns: "own", collation: "en-US" });

    expect(await find({ order: "id DESC" })).toBe("54321");
  });

  it("is settled by id where rows tie", async () => {
    const { find } = await start();

    expect(await find({ order: ["flag DESC", "id DESC"] })).toBe("43521");
  });

  it.each([
    ["own", "500"],
    ["native", "124"],
  ] as const)("by a path into an object: %s columns return %s", async (columns, expected) => {
    const { find } = await start({ columns });

    const found = await find({ order: "data.n", where: { "events.x": { nin: [] } } });

    // As strings: 1, 11, 2.
    expect(found.slice(0, 3)).toBe(expected);
  });

  it.each([
    ["name FOO", 'The order "name FOO" has invalid direction'],
    [5, "The order 5 is not valid"],
  ])("is 400 with an invalid direction or type: %j", async (order, message) => {
    const { admin } = await start();

    const { status, json } = await admin.get("things", { query: { filter: { order } } });

    expect(status).toBe(400);
    expect(json.error.message).toBe(message);
  });
});
