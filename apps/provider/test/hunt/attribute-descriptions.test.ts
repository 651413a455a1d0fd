import { describe, expect, it } from "vitest";
import type { Attribute, Attributes } from "@huntkit/terraform-plugin";
import { resources } from "../../src/hunt/index.js";

/** Returns all attributes of a resource with their paths, including those of nested objects. */
function listAttributes(attributes: Attributes, path = ""): [path: string, attribute: Attribute][] {
  return Object.entries(attributes).flatMap(([name, attribute]) => [
    [`${path}${name}`, attribute] as [string, Attribute],
    ...(attribute.nested ? listAttributes(attribute.nested.attributes, `${path}${name}.`) : []),
  ]);
}

const all = resources.flatMap(({ name, attributes }) =>
  listAttributes(attributes).map(([path, attribute]) => ({ place: `${name}.${path}`, attribute })),
);

const isSettable = ({ required, optional }: Attribute): boolean => required || optional;

const formatDefault = (value: unknown): string =>
  `Default: \`${typeof value === "string" ? value : JSON.stringify(value)}\`.`;

describe("the description of an attribute", () => {
  it("states its default", () => {
    const withDefault = all.filter(({ attribute }) => attribute.default !== null);
    const silent = withDefault.filter(
      ({ attribute }) => !attribute.description.includes(formatDefault(attribute.default)),
    );

    expect(withDefault.length).toBeGreaterThan(10);
    expect(silent.map(({ place }) => place)).toEqual([]);
  });

  it("states no other default, except that false is that of an attribute that is not set", () => {
    const stated = all.filter(({ attribute }) => /Default: `/.test(attribute.description));
    const wrong = stated.filter(
      ({ attribute }) => !attribute.description.includes(formatDefault(attribute.default ?? false)),
    );

    expect(wrong.map(({ place }) => place)).toEqual([]);
  });

  it("lists the allowed values", () => {
    const limited = all.filter(({ attribute }) => attribute.oneOf !== null && isSettable(attribute));
    const wrong = limited.filter(
      ({ attribute: { oneOf, description } }) =>
        !description.includes(
          `One of ${(oneOf as readonly string[]).map((value) => `\`${value}\``).join(", ")}.`,
        ),
    );

    expect(limited.length).toBeGreaterThan(3);
    expect(wrong.map(({ place }) => place)).toEqual([]);
  });

  it("names only attributes that exist as required", () => {
    const required = resources.flatMap(({ name, attributes }) =>
      Object.values(attributes).flatMap(({ description }) =>
        [...description.matchAll(/Require[sd](?: if)? `(\w+)`/g)].map(([, other]) => ({
          other: `${name}.${other}`,
          exists: Object.hasOwn(attributes, other!),
        })),
      ),
    );

    expect(required.length).toBeGreaterThan(3);
    expect(required.filter(({ exists }) => !exists)).toEqual([]);
  });

  it("does not describe how HUNT returns a value that can be set", () => {
    const settable = all.filter(({ attribute }) => isSettable(attribute));

    expect(settable.filter(({ attribute }) => attribute.description.includes("HUNT returns it"))).toEqual([]);
  });
});

describe("an object that users set", () => {
  it("is a block, because Terraform drops unknown members of an object attribute silently", () => {
    const objects = all.filter(({ attribute }) => attribute.nested !== null && isSettable(attribute));

    expect(objects.map(({ place }) => place)).toEqual(["hunt_scan_schedule.options"]);
    expect(objects.every(({ attribute }) => attribute.nested!.block)).toBe(true);
  });
});
