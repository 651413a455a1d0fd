import { describe, expect, it } from "vitest";
import { type Members, unknown } from "../../src/cty/value.js";
import { proposeNew } from "../../src/engine/proposed-new.js";
import { attribute, nested } from "./schemas.js";

const key = attribute("required");
const serial = attribute("computed");

describe("proposeNew", () => {
  describe("with plain attributes", () => {
    const attributes = {
      name: attribute("required"),
      size: attribute("optional"),
      id: attribute("computed"),
      mode: attribute("optional computed"),
    };
    const prior = { name: "a", size: "1", id: "i", mode: "m" };

    it("proposes the prior values of computed attributes that are not configured", () => {
      const config = { name: "b", size: null, id: null, mode: null };

      expect(proposeNew(attributes, prior, config)).toEqual({ name: "b", size: null, id: "i", mode: "m" });
    });

    it("proposes configured values, including unknown ones", () => {
      const config = { name: unknown, size: "2", id: null, mode: "n" };

      expect(proposeNew(attributes, prior, config)).toEqual({ name: unknown, size: "2", id: "i", mode: "n" });
    });

    it("proposes null for computed values of a new object", () => {
      const config = { name: "b", size: null, id: null, mode: null };

      expect(proposeNew(attributes, null, config)).toEqual(config);
    });
  });

  describe("with nested objects", () => {
    const attributes = {
      list: nested("optional", "list", { key, serial }),
      map: nested("optional", "map", { key, serial }),
      one: nested("optional", "single", { key, serial }),
    };
    const prior = {
      list: [
        { key: "a", serial: "1" },
        { key: "b", serial: "2" },
      ],
      map: { x: { key: "a", serial: "3" } },
      one: { key: "a", serial: "4" },
    };
    const written = (name: string) => ({ key: name, serial: null });

    it("matches prior elements of lists by index, and those of maps by key", () => {
      const config = {
        list: [written("b"), written("c"), written("d")],
        map: { x: written("z"), y: written("w") },
        one: written("n"),
      };

      expect(proposeNew(attributes, prior, config)).toEqual({
        list: [
          { key: "b", serial: "1" },
          { key: "c", serial: "2" },
          { key: "d", serial: null },
        ],
        map: { x: { key: "z", serial: "3" }, y: { key: "w", serial: null } },
        one: { key: "n", serial: "4" },
      });
    });

    it.each<[string, Members]>([
      ["null", { list: null, map: unknown, one: null }],
      ["unknown", { list: [unknown], map: {}, one: unknown }],
    ])("proposes nested objects that are null or unknown unchanged: %s", (_name, config) => {
      expect(proposeNew(attributes, prior, config)).toEqual(config);
    });
  });

  it("matches each prior element of a set once, if only computed values differ", () => {
    const attributes = {
      set: nested("optional", "set", { key, serial, mode: attribute("optional computed") }),
    };
    const prior = {
      set: [
        { key: "a", serial: "1", mode: "m" },
        { key: "b", serial: "2", mode: "m" },
      ],
    };
    expect(
      proposeNew(attributes, prior, {
        set: [
          { key: "b", serial: null, mode: null },
          { key: "b", serial: null, mode: "m" },
          { key: "a", serial: null, mode: "n" },
        ],
      }),
    ).toEqual({
      set: [
        { key: "b", serial: "2", mode: "m" },
        { key: "b", serial: null, mode: "m" },
        { key: "a", serial: null, mode: "n" },
      ],
    });
  });

  describe("with an optional and computed object that is no longer configured", () => {
    const attributes = { one: nested("optional computed", "single", { key: attribute("optional"), serial }) };

    it("removes the object if it has a value that only a user can set", () => {
      const prior = { one: { key: "a", serial: "1" } };

      expect(proposeNew(attributes, prior, { one: null })).toEqual({ one: null });
    });

    it("keeps the object if the provider computed all of its values", () => {
      const prior = { one: { key: null, serial: "1" } };

      expect(proposeNew(attributes, prior, { one: null })).toEqual(prior);
    });

    it("removes the object if a nested object has a value that only a user can set", () => {
      const inner = nested("optional computed", "single", { key: attribute("optional") });
      const deep = { list: nested("optional computed", "list", { inner }) };

      expect(proposeNew(deep, { list: [{ inner: { key: "a" } }] }, { list: null })).toEqual({ list: null });
    });
  });
});
