import * as catalog from "@huntkit/catalog";
import { models } from "@huntkit/core";
import { describe, expect, it } from "vitest";
import { settableAttributes } from "../../src/hunt/model/catalog-attributes.js";
import { ModelMapping } from "../../src/hunt/model/mapping.js";

const mapping = new ModelMapping({
  name: "hunt_flag",
  model: models.flags,
  attributes: settableAttributes(catalog.flags),
});
const row = { id: "0f8fad5b-d9cb-469f-a165-70867728950e", name: "Low" };

describe("ModelMapping", () => {
  it("converts a number that HUNT returns as a string", () => {
    expect(mapping.toState({ ...row, weight: "3" } as never, {})).toMatchObject({ weight: 3 });
  });

  it("keeps a number exactly that HUNT returns as a string and JavaScript would round", () => {
    expect(mapping.toState({ ...row, weight: "9007199254740993" } as never, {})).toMatchObject({
      weight: 9007199254740993n,
    });
  });
});
