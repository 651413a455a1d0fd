import { matchOneOf } from "@huntkit/toolkit";
import { describe, expect, it } from "vitest";
import { combineFilters } from "../../src/lists/combine-filters.js";

describe("combineFilters", () => {
  const flags = { "--severity": matchOneOf("severity", ["high"]), "--host": undefined };

  it("combines the flags, the defaults, and --where", async () => {
    const where = await combineFilters({ flags, defaults: [{ archived: false }], where: { name: "x" } });

    expect(where).toEqual({ and: [{ archived: false }, { severity: { inq: ["high"] } }, { name: "x" }] });
  });

  it("throws if a flag and --where contradict each other, and names both", async () => {
    await expect(combineFilters({ flags, where: { severity: "critical" } })).rejects.toThrow(
      "--severity cannot be used with the condition on severity in --where, because no record matches both.",
    );
  });

  it.each([{ archived: true }, { or: [{ archived: true }, { severity: "high" }] }])(
    "omits a default if --where has a condition on its property: %j",
    async (where) => {
      expect(await combineFilters({ flags: {}, defaults: [{ archived: false }], where })).toEqual(where);
    },
  );

  it("returns an empty condition without flags", async () => {
    expect(await combineFilters({ flags: {}, where: undefined })).toEqual({});
  });
});
