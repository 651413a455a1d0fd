import { describe, expect, it } from "vitest";
import { describeAssumedWrites } from "../src/assumed-writes.js";

describe("describeAssumedWrites", () => {
  it("warns about writes that no public source shows", () => {
    expect(describeAssumedWrites({ writesKnown: "assumed" })).toMatch(
      /^HUNT does not document .* instance\.$/,
    );
  });

  it.each([{}, { writesKnown: "vendor" }])("is empty for writes that a source shows: %j", (model) => {
    expect(describeAssumedWrites(model)).toBe("");
  });
});
