import { describe, expect, it } from "vitest";
import { toThingId, useLaboratories } from "../support/things.js";

const start = useLaboratories();

describe("NULL", () => {
  it.each([
    [{ domain: { neq: "high" } }, "25"],
    [{ domain: { nin: ["high"] } }, "25"],
    [{ domain: { nlike: "h%" } }, "25"],
    [{ domain: { nilike: "H%" } }, "2"],
  ])("negated conditions omit NULL: %j", async (where, expected) => {
    const { findWhere, count } = await start();

    expect(await findWhere(where)).toBe(expected);
    expect(await count(where)).toBe(expected.length);
  });

  it("negated conditions omit NULL in update", async () => {
    const { admin } = await start();
    const where = { domain: { neq: "high" } };

    const { json } = await admin.post("things/update", { score: 7 }, { query: { where } });

    expect(json).toEqual({ count: 2 });
  });

  it("negated conditions omit NULL in relations", async () => {
    const { admin } = await start();
    const where = { domain: { neq: "high" } };

    expect(await admin.find(`parents/${toThingId("b")}/things`, { where })).toEqual([]);
  });

  it("an or with null includes NULL", async () => {
    const { findWhere } = await start();

    expect(await findWhere({ or: [{ domain: { neq: "high" } }, { domain: null }] })).toBe("2345");
  });

  it.each([
    [{ domain: null }, "34"],
    [{ domain: { eq: null } }, "34"],
    [{ domain: { neq: null } }, "125"],
  ])("null matches NULL: %j", async (where, expected) => {
    const { findWhere } = await start();

    expect(await findWhere(where)).toBe(expected);
  });

  it.each([
    [{ domain: { inq: ["high", null] } }, "1"],
    [{ domain: { inq: [null] } }, ""],
  ])("null in inq does not match NULL: %j", async (where, expected) => {
    const { findWhere } = await start();

    expect(await findWhere(where)).toBe(expected);
  });

  it("null in nin matches no rows", async () => {
    const { findWhere } = await start();

    expect(await findWhere({ domain: { nin: ["high", null] } })).toBe("");
  });

  it("an empty inq matches no rows", async () => {
    const { findWhere } = await start();

    expect(await findWhere({ domain: { inq: [] } })).toBe("");
  });

  it("an empty nin matches all rows", async () => {
    const { findWhere } = await start();

    expect(await findWhere({ domain: { nin: [] } })).toBe("12345");
  });

  it("an empty nin in an or is dropped, like an unknown property", async () => {
    const { findWhere } = await start();

    expect(await findWhere({ or: [{ domain: { nin: [] } }, { name: "alpha" }] })).toBe("1");
  });

  it.each([
    [{ score: { gt: 0 } }, "1245"],
    [{ score: { lt: 100 } }, "1245"],
    [{ score: { between: [0, 100] } }, "1245"],
    [{ domain: { regexp: "" } }, "125"],
    [{ score: { gt: null } }, ""],
  ])("comparisons do not match NULL: %j", async (where, expected) => {
    const { findWhere } = await start();

    expect(await findWhere(where)).toBe(expected);
  });

  it("NULL is last in ascending order", async () => {
    const { find } = await start();

    expect(await find({ order: ["seenOn", "id"] })).toBe("12453");
  });

  it("NULL is first in descending order", async () => {
    const { find } = await start();

    expect(await find({ order: ["seenOn DESC", "id"] })).toBe("35421");
  });

  it("NULL is in the first row of a descending order, with a limit and with findOne", async () => {
    const { admin, find } = await start();

    const { json } = await admin.get("things/findOne", { query: { filter: { order: "seenOn DESC" } } });

    expect(await find({ order: "seenOn DESC", limit: 1 })).toBe("3");
    expect(json.seenOn).toBeNull();
  });
});
