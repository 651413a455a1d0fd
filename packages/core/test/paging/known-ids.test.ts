import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareIds } from "../../src/ids.js";
import { createKnownTest } from "../../src/paging/page-sources.js";

const uuid = fc
  .tuple(
    fc.array(fc.constantFrom("0", "9", "a", "A", "f", "F"), { minLength: 2, maxLength: 2 }),
    fc.boolean(),
  )
  .map(([digits, isFirst]) => {
    const given = digits.join("");
    return isFirst
      ? `${given}00000b-d9cb-469f-a165-70867728950e`
      : `0f8fad5b-d9cb-469f-a165-7086772895${given}`;
  });
const id = fc.oneof(uuid, fc.integer({ min: 0, max: 20 }), fc.constantFrom("a", "B", "5", "zz", ""));

describe("createKnownTest", () => {
  it("is true exactly for IDs that are known to come before the last one, or are equal to it", () => {
    fc.assert(
      fc.property(id, id, (last, next) => {
        const order = compareIds(next, last);

        expect(createKnownTest(last)(next), `${next} after ${last}`).toBe(order !== null && order <= 0);
      }),
    );
  });

  it("is false for each ID before the first page", () => {
    expect(createKnownTest(undefined)("0f8fad5b-d9cb-469f-a165-70867728950e")).toBe(false);
  });
});
