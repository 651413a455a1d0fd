import { describe, expect, it } from "vitest";
import { resources } from "../../src/hunt/index.js";
import { samples } from "./samples/index.js";

/** Attributes that exclude others. The tests of the resource cover them. */
const apart: Readonly<Record<string, readonly string[]>> = {
  hunt_api_token: ["deliver_to_file"],
  hunt_policy_assignment: ["organization_id"],
};

it("the samples include every resource", () => {
  expect(samples.map(({ type }) => type).sort()).toEqual(resources.map(({ name }) => name).sort());
});

describe.each(samples)(
  "the sample of $type",
  ({ type, full, changes, replacements, references, secret, wrong, minimal, unread }) => {
    const { attributes } = resources.find(({ name }) => name === type)!;
    const settable = Object.entries(attributes).filter(([, { required, optional }]) => required || optional);

    it("sets every attribute that users can set", () => {
      const written = [
        full,
        ...Object.values(replacements),
        ...(secret ? [{ [secret.attribute]: "", [secret.version]: 1 }] : []),
      ].flatMap(Object.keys);
      expect([...new Set([...written, ...(apart[type] ?? [])])].sort()).toEqual(
        settable.map(([name]) => name).sort(),
      );
    });

    it("changes every attribute in place or with a replacement", () => {
      const changed = Object.entries({ ...Object.assign({}, ...Object.values(replacements)), ...changes });
      expect(changed.map(([name]) => name).sort()).toEqual(Object.keys(full).sort());
      for (const [name, value] of changed) expect(value).not.toEqual(full[name]);
    });

    it("has no default among its values", () => {
      const optional = Object.entries(full).filter(([name]) => !Object.hasOwn(minimal, name));
      for (const [name, value] of optional) expect(value).not.toEqual(attributes[name]!.default);
    });

    it("has an invalid value of every attribute with a validator", () => {
      const checked = settable
        .filter(([, { oneOf, validators }]) => oneOf !== null || validators.length > 0)
        .map(([name]) => name);
      expect(wrong.map(([, path]) => path.split(".")[0])).toEqual(expect.arrayContaining(checked));
    });

    it("names only existing attributes", () => {
      const named = [...Object.keys(references), ...unread, ...Object.keys(full)];
      for (const name of named) expect(attributes).toHaveProperty(name);
    });
  },
);
