import { describe, expect, it } from "vitest";
import { unknown } from "../../src/cty/value.js";
import { proposeNew } from "../../src/engine/proposed-new.js";
import { attribute, nested } from "./schemas.js";

const key = attribute("required");
const serial = attribute("computed");

describe("what Terraform proposes", () => {
  it("is what is written, and what was where a computed attribute is not written", () => {
    const attributes = {
      name: attribute("required"),
      size: attribute("optional"),
      id: attribute("computed"),
      mode: attribute("optional computed"),
    };
    expect(
      proposeNew(
        attributes,
        { name: "a", size: "1", id: "i", mode: "m" },
        { name: "b", size: null, id: null, mode: null },
      ),
    ).toEqual({ name: "b", size: null, id: "i", mode: "m" });
    expect(
      proposeNew(
        attributes,
        { name: "a", size: "1", id: "i", mode: "m" },
        { name: unknown, size: "2", id: null, mode: "n" },
      ),
    ).toEqual({ name: unknown, size: "2", id: "i", mode: "n" });
    expect(proposeNew(attributes, null, { name: "b", size: null, id: null, mode: null })).toEqual({
      name: "b",
      size: null,
      id: null,
      mode: null,
    });
  });

  it("takes the elements of lists by index and of maps by key", () => {
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
    expect(
      proposeNew(attributes, prior, {
        list: [written("b"), written("c"), written("d")],
        map: { x: written("z"), y: written("w") },
        one: written("n"),
      }),
    ).toEqual({
      list: [
        { key: "b", serial: "1" },
        { key: "c", serial: "2" },
        { key: "d", serial: null },
      ],
      map: { x: { key: "z", serial: "3" }, y: { key: "w", serial: null } },
      one: { key: "n", serial: "4" },
    });
    expect(proposeNew(attributes, prior, { list: null, map: unknown, one: null })).toEqual({
      list: null,
      map: unknown,
      one: null,
    });
    expect(proposeNew(attributes, prior, { list: [unknown], map: {}, one: unknown })).toEqual({
      list: [unknown],
      map: {},
      one: unknown,
    });
  });

  it("takes a set's element for the one that was where nothing differs but what the provider computed, and each once", () => {
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

  it("forgets an optional and computed object that somebody must have written, and keeps one that the provider computed", () => {
    const written = { one: nested("optional computed", "single", { key: attribute("optional"), serial }) };
    expect(proposeNew(written, { one: { key: "a", serial: "1" } }, { one: null })).toEqual({ one: null });
    expect(proposeNew(written, { one: { key: null, serial: "1" } }, { one: null })).toEqual({
      one: { key: null, serial: "1" },
    });
    const deep = {
      list: nested("optional computed", "list", {
        inner: nested("optional computed", "single", { key: attribute("optional") }),
      }),
    };
    expect(proposeNew(deep, { list: [{ inner: { key: "a" } }] }, { list: null })).toEqual({ list: null });
  });
});
