import { describe, expect, it } from "vitest";
import { idOf, laboratories } from "../support/things.js";

const start = laboratories();

describe("NULL", () => {
  it.each([
    [{ domain: { neq: "high" } }, "25"],
    [{ domain: { nin: ["high"] } }, "25"],
    [{ domain: { nlike: "h%" } }, "25"],
    [{ domain: { nilike: "H%" } }, "2"],
  ])("is omitted by negated conditions: %j", async (where, expected) => {
    const { findWhere, count } = await start();

    expect(await findWhere(where)).toBe(expected);
    expect(await count(where)).toBe(expected.length);
  });

  it("is omitted by negated conditions in update and in relations", async () => {
    const { admin } = await start();
    const where = { domain: { neq: "high" } };

    const related = await admin.find(`parents/${idOf("b")}/things`, { where });
    const { json } = await admin.post("things/update", { score: 7 }, { query: { where } });

    expect(related).toEqual([]);
    expect(json).toEqual({ count: 2 });
  });

  it("is included by an or with null", async () => {
    const { findWhere } = await start();

    expect(await findWhere({ or: [{ domain: { neq: "high" } }, { domain: null }] })).toBe("2345");
  });

  it.each([
    [{ domain: null }, "34"],
    [{ domain: { eq: null } }, "34"],
    [{ domain: { neq: null } }, "125"],
  ])("is found by itself: %j", async (where, expected) => {
    const { findWhere } = await start();

    expect(await findWhere(where)).toBe(expected);
  });

  it.each([
    [{ domain: { inq: ["high", null] } }, "1"],
    [{ domain: { inq: [null] } }, ""],
  ])("is never found by inq: %j", async (where, expected) => {
    const { findWhere } = await start();

    expect(await findWhere(where)).toBe(expected);
  });

  it("in nin finds nothing at all", async () => {
    const { findWhere } = await start();

    expect(await findWhere({ domain: { nin: ["high", null] } })).toBe("");
  });

  it("does not matter for empty lists: inq finds nothing, nin everything", async () => {
    const { findWhere } = await start();

    expect(await findWhere({ domain: { inq: [] } })).toBe("");
    expect(await findWhere({ domain: { nin: [] } })).toBe("12345");
  });

  it("makes nin: [] vanish from an or, as an unknown property does", async () => {
    const { findWhere } = await start();

    expect(await findWhere({ or: [{ domain: { nin: [] } }, { name: "alpha" }] })).toBe("1");
  });

  it.each([
    [{ score: { gt: 0 } }, "1245"],
    [{ score: { lt: 100 } }, "1245"],
    [{ score: { between: [0, 100] } }, "1245"],
    [{ domain: { regexp: "" } }, "125"],
    [{ score: { gt: null } }, ""],
  ])("matches no comparison: %j", async (where, expected) => {
    const { findWhere } = await start();

    expect(await findWhere(where)).toBe(expected);
  });

  it("is last in ascending order and first in descending order", async () => {
    const { find } = await start();

    expect(await find({ order: ["seenOn", "id"] })).toBe("12453");
    expect(await find({ order: ["seenOn DESC", "id"] })).toBe("35421");
  });

  it("is in the first row of a descending order, with a limit and with findOne", async () => {
    const { admin, find } = await start();

    const { json } = await admin.get("things/findOne", { query: { filter: { order: "seenOn DESC" } } });

    expect(await find({ order: "seenOn DESC", limit: 1 })).toBe("3");
    expect(json.seenOn).toBeNull();
  });
});
