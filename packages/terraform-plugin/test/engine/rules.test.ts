import { describe, expect, it } from "vitest";
import { type Members, unknown, type Value } from "../../src/cty/value.js";
import { assertObjectCompatible, assertPlanValid, assertStateValid } from "../../src/engine/assertions.js";
import type { SchemaAttribute } from "../../src/engine/schema.js";
import { attribute, block, nested } from "./schemas.js";

const key = attribute("required");
const serial = attribute("computed");

describe("assertPlanValid", () => {
  const check = (of: SchemaAttribute, prior: Value, config: Value, planned: Value): string[] =>
    assertPlanValid({ a: of }, { a: prior }, { a: config }, { a: planned });

  it.each<[string, SchemaAttribute, Value, Value, Value]>([
    ["the configured value", attribute("required"), "old", "new", "new"],
    ["the prior value instead of the configured one", attribute("required"), "Old", "old", "Old"],
    [
      "any value of a computed attribute that is not configured",
      attribute("optional computed"),
      "old",
      null,
      "new",
    ],
    ["an unknown computed value", attribute("computed"), null, null, unknown],
    ["a set in another order", attribute("required", ["set", "string"]), null, ["a", "b"], ["b", "a"]],
    [
      "computed values in nested objects",
      nested("required", "list", { key, serial }),
      null,
      [{ key: "a", serial: null }],
      [{ key: "a", serial: unknown }],
    ],
    [
      "computed values in a set of objects",
      nested("required", "set", { key, serial }),
      null,
      [
        { key: "a", serial: null },
        { key: "b", serial: null },
      ],
      [
        { key: "b", serial: "2" },
        { key: "a", serial: "1" },
      ],
    ],
    [
      "null for a write-only attribute",
      attribute("optional", "string", { writeOnly: true }),
      null,
      "secret",
      null,
    ],
  ])("accepts %s", (_name, of, prior, config, planned) => {
    expect(check(of, prior, config, planned)).toEqual([]);
  });

  it.each<[string, SchemaAttribute, Value, Value, Value, string]>([
    [
      "a value that differs from the configuration",
      attribute("required"),
      null,
      "new",
      "newer",
      'a: planned value "newer" does not match config value "new"',
    ],
    [
      "a value that differs from the configuration and the prior value",
      attribute("optional computed"),
      "old",
      "new",
      "newer",
      'a: planned value "newer" does not match config value "new" nor prior value "old"',
    ],
    [
      "null for a configured value",
      attribute("optional"),
      null,
      "new",
      null,
      'a: planned value null does not match config value "new"',
    ],
    [
      "an unknown value for a configured one",
      attribute("optional computed"),
      null,
      "new",
      unknown,
      "planned value (known after apply) does not match",
    ],
    [
      "a value of a non-computed attribute that is not configured",
      attribute("optional"),
      "old",
      null,
      "old",
      'a: planned value "old" for a non-computed attribute',
    ],
    [
      "an empty list for null",
      attribute("optional", ["list", "string"]),
      null,
      null,
      [],
      "a: planned value [] for a non-computed attribute",
    ],
    [
      "a write-only value",
      attribute("optional", "string", { writeOnly: true }),
      null,
      "secret",
      "secret",
      "a: planned value for a write-only attribute must be null",
    ],
    [
      "a different number of objects",
      nested("required", "list", { key }),
      null,
      [{ key: "a" }],
      [],
      "a: count in plan (0) disagrees with count in config (1)",
    ],
    [
      "a different key",
      nested("required", "map", { key }),
      null,
      { x: { key: "a" } },
      { y: { key: "a" } },
      "a.x: key from config is not present in plan",
    ],
    [
      "a different value in an object",
      nested("required", "single", { key }),
      null,
      { key: "a" },
      { key: "b" },
      'a.key: planned value "b" does not match config value "a"',
    ],
    [
      "a different element in a set of objects",
      nested("required", "set", { key }),
      null,
      [{ key: "a" }],
      [{ key: "b" }],
      "a: planned set element does not match",
    ],
    [
      "null for a configured object",
      nested("optional", "single", { key }),
      null,
      { key: "a" },
      null,
      "a: planned for absence but config wants existence",
    ],
    [
      "an unknown object for a configured one",
      nested("optional computed", "single", { key }),
      null,
      { key: "a" },
      unknown,
      "a: planned value must be known",
    ],
    [
      "a different sensitive value without showing it",
      attribute("required", "string", { sensitive: true }),
      "older",
      "s3cret",
      "other",
      "a: planned value (sensitive value) does not match config value (sensitive value) nor prior value (sensitive value)",
    ],
    [
      "a different value in a sensitive object without showing it",
      { ...nested("required", "single", { key }), sensitive: true },
      null,
      { key: "s3cret" },
      { key: "other" },
      "a.key: planned value (sensitive value) does not match config value (sensitive value)",
    ],
  ])("rejects %s", (_name, of, prior, config, planned, breach) => {
    expect(check(of, prior, config, planned)).toEqual([expect.stringContaining(breach)]);
  });

  it("rejects a plan without the object", () => {
    expect(assertPlanValid({ a: key }, null, { a: "x" }, null)).toEqual([
      ".: planned for absence but config wants existence",
    ]);
  });
});

describe("assertObjectCompatible", () => {
  const schema = block({
    id: serial,
    name: key,
    tags: attribute("optional", ["list", "string"]),
    secret: attribute("optional", "string", { sensitive: true }),
    parts: nested("optional", "list", { key, token: attribute("computed", "string", { sensitive: true }) }),
  });
  const planned = { id: unknown, name: "a", tags: null, secret: "s", parts: [{ key: "k", token: "t" }] };
  const check = (actual: Members | null): string[] => assertObjectCompatible(schema, planned, actual);

  it("accepts any value that was unknown in the plan", () => {
    expect(check({ ...planned, id: "1" })).toEqual([]);
    expect(check({ ...planned, id: null })).toEqual([]);
  });

  it.each<[string, Members | null, string]>([
    ["a different value", { ...planned, id: "1", name: "A" }, 'name: was "a", but now "A"'],
    ["an empty list for null", { ...planned, id: "1", tags: [] }, "tags: was null, but now []"],
    [
      "an unknown value",
      { ...planned, id: "1", name: unknown },
      'name: was "a", but now (known after apply)',
    ],
    ["fewer elements", { ...planned, id: "1", parts: [] }, "parts: was [… 1], but now []"],
    [
      "a different sensitive value without showing it",
      { ...planned, id: "1", secret: "other" },
      "secret: inconsistent values for sensitive attribute",
    ],
    [
      "a different sensitive value in an element without showing it",
      { ...planned, id: "1", parts: [{ key: "k", token: "u" }] },
      "parts[0].token: inconsistent values for sensitive attribute",
    ],
    ["a missing object", null, "root object was present, but now absent"],
  ])("rejects %s", (_name, actual, breach) => {
    expect(check(actual)).toEqual([breach]);
  });

  it("rejects an object after a delete", () => {
    expect(assertObjectCompatible(schema, null, planned)).toEqual([
      "root object was absent, but now present",
    ]);
  });

  it("accepts null after a delete", () => {
    expect(assertObjectCompatible(schema, null, null)).toEqual([]);
  });
});

describe("assertStateValid", () => {
  const token = attribute("optional", "string", { writeOnly: true });
  const attributes = {
    name: key,
    parts: nested("optional", "list", { key, token }),
    one: nested("optional", "single", { token }),
  };

  it("accepts a state without unknown and write-only values", () => {
    const state = { name: "a", parts: [{ key: "k", token: null }], one: null };

    expect(assertStateValid(attributes, state)).toEqual([]);
  });

  it("rejects unknown values and write-only values at any depth", () => {
    const state = { name: unknown, parts: [{ key: "k", token: "t" }], one: { token: "t" } };

    expect(assertStateValid(attributes, state)).toEqual([
      "name: must be known",
      "parts[0].token: write-only attributes must be null in the state",
      "one.token: write-only attributes must be null in the state",
    ]);
  });
});
