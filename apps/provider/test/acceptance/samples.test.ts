import { describe, expect, it } from "vitest";
import { resources } from "../../src/hunt/index.js";
import { samples } from "./samples/index.js";

it("there is a sample of every resource", () => {
  expect(samples.map(({ type }) => type).sort()).toEqual(resources.map(({ name }) => name).sort());
});

describe.each(samples)(
  "the sample of $type",
  ({ type, full, changes, replacements, references, secret, wrong, minimal, unread }) => {
    const { attributes } = resources.find(({ name }) => name === type)!;
    const settable = Object.entries(attributes).filter(([, { required, optional }]) => required || optional);

    it("writes every attribute that can be written", () => {
      const written = [
        full,
        ...Object.values(replacements),
        ...(secret ? [{ [secret.attribute]: "", [secret.version]: 1 }] : []),
      ].flatMap(Object.keys);
      // What excludes another attribute is written by the cases of that resource.
      const apart = type === "hunt_api_token" ? ["deliver_to_file"] : [];
      expect([...new Set([...written, ...apart])].sort()).toEqual(settable.map(([name]) => name).sort());
    });

    it("changes every attribute, in place or by a replacement, to another value", () => {
      const changed = Object.entries({ ...Object.assign({}, ...Object.values(replacements)), ...changes });
      expect(changed.map(([name]) => name).sort()).toEqual(Object.keys(full).sort());
      for (const [name, value] of changed) expect(value).not.toEqual(full[name]);
    });

    it("has nothing in full that is a default", () => {
      const optional = Object.entries(full).filter(([name]) => !Object.hasOwn(minimal, name));
      for (const [name, value] of optional) expect(value).not.toEqual(attributes[name]!.default);
    });

    it("has a wrong value of every attribute that is checked", () => {
      const checked = settable
        .filter(([, { oneOf, validators }]) => oneOf !== null || validators.length > 0)
        .map(([name]) => name);
      expect(wrong.map(([, path]) => path.split(".")[0])).toEqual(expect.arrayContaining(checked));
    });

    it("names attributes that are there", () => {
      const named = [...Object.keys(references), ...unread, ...Object.keys(full)];
      for (const name of named) expect(attributes).toHaveProperty(name);
    });
  },
);
