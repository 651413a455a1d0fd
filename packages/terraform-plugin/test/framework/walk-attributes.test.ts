import { describe, expect, it } from "vitest";
import { list, map, string } from "../../src/framework/attribute-builders.js";
import { mapAttributes, type Place } from "../../src/framework/walk-attributes.js";

const description = "Text.";
const element = { attributes: { text: string({ optional: true, description }) } };
const attributes = {
  name: string({ required: true, description }),
  parts: list(element, { optional: true, description }),
  labels: map(element, { optional: true, description }),
};
const object = { name: "one", parts: [{ text: "a" }, { text: "b" }], labels: { x: { text: "c" } } };
const sides = { config: null, prior: null, value: object };

const replace =
  (before: string, after: string) =>
  ({ value }: Place) =>
    value === before ? after : value;

describe("mapAttributes", () => {
  it("returns the same object if no value changes", () => {
    expect(mapAttributes(attributes, sides, ({ value }) => value)).toBe(object);
  });

  it.each([
    ["an attribute", "one", { ...object, name: "new" }],
    ["an element of a list", "b", { ...object, parts: [{ text: "a" }, { text: "new" }] }],
    ["an element of a map", "c", { ...object, labels: { x: { text: "new" } } }],
  ])("returns a new object if a value changes: %s", (_name, before, changed) => {
    expect(mapAttributes(attributes, sides, replace(before, "new"))).toEqual(changed);
  });

  it("adds attributes that the object does not have", () => {
    const incomplete = { config: null, prior: null, value: { name: "one" } };

    const complete = mapAttributes(attributes, incomplete, ({ value }) => value);

    expect(complete).toEqual({ name: "one", parts: null, labels: null });
  });

  it("removes members that are not attributes", () => {
    const other = { config: null, prior: null, value: { name: "one", parts: null, other: null } };

    const mapped = mapAttributes(attributes, other, ({ value }) => value);

    expect(mapped).toEqual({ name: "one", parts: null, labels: null });
  });
});
