import { describe, expect, it } from "vitest";
import { type Members, unknown, type Value } from "../../src/cty/value.js";
import { assertObjectCompatible, assertPlanValid, assertStateValid } from "../../src/engine/assertions.js";
import type { SchemaAttribute } from "../../src/engine/schema.js";
import { attribute, block, nested } from "./schemas.js";

const key = attribute("required");
const serial = attribute("computed");

describe("a plan", () => {
  const check = (of: SchemaAttribute, prior: Value, config: Value, planned: Value): string[] =>
    assertPlanValid({ a: of }, { a: prior }, { a: config }, { a: planned });

  it.each<[string, SchemaAttribute, Value, Value, Value]>([
    ["what is written", attribute("required"), "old", "new", "new"],
    ["what was, in place of what is written", attribute("required"), "Old", "old", "Old"],
    ["anything for a computed value that is not written", attribute("optional computed"), "old", null, "new"],
    ["an unknown for a computed value", attribute("computed"), null, null, unknown],
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
    ["no write-only value", attribute("optional", "string", { writeOnly: true }), null, "secret", null],
  ])("may have %s", (_name, of, prior, config, planned) => {
    expect(check(of, prior, config, planned)).toEqual([]);
  });

  it.each<[string, SchemaAttribute, Value, Value, Value, string]>([
    [
      "another value than is written",
      attribute("required"),
      null,
      "new",
      "newer",
      'a: planned value "newer" does not match config value "new"',
    ],
    [
      "neither what is written nor what was",
      attribute("optional computed"),
      "old",
      "new",
      "newer",
      'a: planned value "newer" does not match config value "new" nor prior value "old"',
    ],
    [
      "null for what is written",
      attribute("optional"),
      null,
      "new",
      null,
      'a: planned value null does not match config value "new"',
    ],
    [
      "an unknown for what is written",
      attribute("optional computed"),
      null,
      "new",
      unknown,
      "planned value (known after apply) does not match",
    ],
    [
      "a value that nobody wrote",
      attribute("optional"),
      "old",
      null,
      "old",
      'a: planned value "old" for a non-computed attribute',
    ],
    [
      "empty for null",
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
      "another count of objects",
      nested("required", "list", { key }),
      null,
      [{ key: "a" }],
      [],
      "a: count in plan (0) disagrees with count in config (1)",
    ],
    [
      "another key",
      nested("required", "map", { key }),
      null,
      { x: { key: "a" } },
      { y: { key: "a" } },
      "a.x: key from config is not present in plan",
    ],
    [
      "another value in an object",
      nested("required", "single", { key }),
      null,
      { key: "a" },
      { key: "b" },
      'a.key: planned value "b" does not match config value "a"',
    ],
    [
      "another element in a set of objects",
      nested("required", "set", { key }),
      null,
      [{ key: "a" }],
      [{ key: "b" }],
      "a: planned set element does not match",
    ],
    [
      "no object where one is written",
      nested("optional", "single", { key }),
      null,
      { key: "a" },
      null,
      "a: planned for absence but config wants existence",
    ],
    [
      "an unknown object where one is written",
      nested("optional computed", "single", { key }),
      null,
      { key: "a" },
      unknown,
      "a: planned value must be known",
    ],
    [
      "a sensitive value, which is not shown",
      attribute("required", "string", { sensitive: true }),
      "older",
      "s3cret",
      "other",
      "a: planned value (sensitive value) does not match config value (sensitive value) nor prior value (sensitive value)",
    ],
    [
      "a value within a sensitive object, which is not shown",
      { ...nested("required", "single", { key }), sensitive: true },
      null,
      { key: "s3cret" },
      { key: "other" },
      "a.key: planned value (sensitive value) does not match config value (sensitive value)",
    ],
  ])("may not have %s", (_name, of, prior, config, planned, breach) => {
    expect(check(of, prior, config, planned)).toEqual([expect.stringContaining(breach)]);
  });

  it("may not be absent", () => {
    expect(assertPlanValid({ a: key }, null, { a: "x" }, null)).toEqual([
      ".: planned for absence but config wants existence",
    ]);
  });
});

describe("what was applied", () => {
  const schema = block({
    id: serial,
    name: key,
    tags: attribute("optional", ["list", "string"]),
    secret: attribute("optional", "string", { sensitive: true }),
    parts: nested("optional", "list", { key, token: attribute("computed", "string", { sensitive: true }) }),
  });
  const planned = { id: unknown, name: "a", tags: null, secret: "s", parts: [{ key: "k", token: "t" }] };
  const check = (actual: Members | null): string[] => assertObjectCompatible(schema, planned, actual);

  it("may be anything where the plan did not know, and the planned where it did", () => {
    expect(check({ ...planned, id: "1" })).toEqual([]);
    expect(check({ ...planned, id: null })).toEqual([]);
  });

  it.each<[string, Members | null, string]>([
    ["another value", { ...planned, id: "1", name: "A" }, 'name: was "a", but now "A"'],
    ["empty for null", { ...planned, id: "1", tags: [] }, "tags: was null, but now []"],
    [
      "an unknown for a value",
      { ...planned, id: "1", name: unknown },
      'name: was "a", but now (known after apply)',
    ],
    ["fewer elements", { ...planned, id: "1", parts: [] }, "parts: was [… 1], but now []"],
    [
      "a sensitive value, which is not shown",
      { ...planned, id: "1", secret: "other" },
      "secret: inconsistent values for sensitive attribute",
    ],
    [
      "a sensitive value in an element",
      { ...planned, id: "1", parts: [{ key: "k", token: "u" }] },
      "parts[0].token: inconsistent values for sensitive attribute",
    ],
    ["nothing", null, "root object was present, but now absent"],
  ])("may not be %s", (_name, actual, breach) => {
    expect(check(actual)).toEqual([breach]);
  });

  it("may not be there after a delete", () => {
    expect(assertObjectCompatible(schema, null, planned)).toEqual([
      "root object was absent, but now present",
    ]);
    expect(assertObjectCompatible(schema, null, null)).toEqual([]);
  });
});

describe("a state", () => {
  it("has nothing unknown and nothing write-only, however deep", () => {
    const attributes = {
      name: key,
      parts: nested("optional", "list", { key, token: attribute("optional", "string", { writeOnly: true }) }),
      one: nested("optional", "single", { token: attribute("optional", "string", { writeOnly: true }) }),
    };
    expect(
      assertStateValid(attributes, { name: "a", parts: [{ key: "k", token: null }], one: null }),
    ).toEqual([]);
    expect(
      assertStateValid(attributes, { name: unknown, parts: [{ key: "k", token: "t" }], one: { token: "t" } }),
    ).toEqual([
      "name: must be known",
      "parts[0].token: write-only attributes must be null in the state",
      "one.token: write-only attributes must be null in the state",
    ]);
  });
});
