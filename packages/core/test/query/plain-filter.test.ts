import { describe, expect, it } from "vitest";
import type { Filter } from "../../src/index.js";
import { combineWheres, toPlainFilter } from "../../src/query/plain-filter.js";

const read = (filter: unknown) => toPlainFilter(filter as Filter<{ id: string; name: string }>);

describe("a filter", () => {
  it("returns no condition, order, or limit by default", () => {
    expect(read({})).toEqual({
      where: undefined,
      order: [],
      fields: undefined,
      include: undefined,
      limit: Infinity,
    });
  });

  it("accepts one name or a list of names", () => {
    expect(read({ order: "name DESC", fields: ["name"], include: "agent" })).toMatchObject({
      order: ["name DESC"],
      fields: ["id", "name"],
      include: ["agent"],
    });
    expect(read({ order: ["name", "agent.name ASC"], include: ["agent", "target"] })).toMatchObject({
      order: ["name", "agent.name ASC"],
      include: ["agent", "target"],
    });
  });

  it("adds the ID to the fields", () => {
    expect(read({ fields: ["name", "id"] }).fields).toEqual(["id", "name"]);
  });

  it("converts the condition to LoopBack's form", () => {
    expect(read({ where: { name: "a", id: { neq: "b" } } }).where).toEqual({
      and: [{ name: "a" }, { id: { neq: "b" } }],
    });
  });

  it("rejects a condition that is not in where, which would list every row", () => {
    expect(() => read({ severity: "critical" })).toThrow(
      expect.objectContaining({
        input: "filter",
        problem: "unknown",
        message:
          'filter: unknown key "severity". Use where, order, fields, include, or limit. ' +
          "For a condition, use where: { severity: ... }.",
      }) as Error,
    );
  });

  it.each([1, 1000])("accepts a limit of 1 or more: %i", (limit) => {
    expect(read({ limit }).limit).toBe(limit);
  });

  it.each([0, -1, 1.5, Number.NaN])("rejects the limit %d, which LoopBack would ignore", (limit) => {
    expect(() => read({ limit })).toThrow(
      expect.objectContaining({
        input: "limit",
        problem: "number",
        message: expect.stringMatching(`^limit: ${limit} is not an integer of 1 or more`) as string,
      }) as Error,
    );
  });

  it("shows the quotes of a limit that is a string", () => {
    expect(() => read({ limit: "10" })).toThrow('limit: "10" is not an integer of 1 or more.');
  });

  it.each(["name desc", "name DESC ", "; name", "name; DROP", "name ASC DESC"])(
    "rejects the order %j, which is not a property and a direction",
    (order) => {
      expect(() => read({ order: ["id", order] })).toThrow(
        expect.objectContaining({
          input: "order",
          problem: "direction",
          message: `order: "${order}" is not a property followed by ASC or DESC.`,
        }) as Error,
      );
    },
  );

  it.each(["order", "fields", "include"])("rejects %s without names", (input) => {
    for (const names of [[], "", ["id", ""], ["id", 5]])
      expect(() => read({ [input]: names })).toThrow(
        expect.objectContaining({
          input,
          problem: "type",
          message: `${input}: must be a name, or a list of at least one name.`,
        }) as Error,
      );
  });
});

describe("combineWheres", () => {
  it("joins conditions with and", () => {
    expect(combineWheres({ a: 1 }, undefined, { b: 2 })).toEqual({ and: [{ a: 1 }, { b: 2 }] });
  });

  it("returns the only condition unchanged", () => {
    expect(combineWheres("", { a: 1 }, undefined)).toEqual({ a: 1 });
    expect(combineWheres("", undefined)).toBeUndefined();
  });
});
