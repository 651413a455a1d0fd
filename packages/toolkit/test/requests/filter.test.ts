import { describe, expect, it } from "vitest";
import { checkFilter, toFilter } from "../../src/requests/filter.js";

const placeOf = (part: string) => `requests[0].${part}`;

it("toFilter omits what is undefined", () => {
  expect(toFilter({ where: undefined, limit: 5 })).toEqual({ limit: 5 });
});

describe("checkFilter", () => {
  it("returns the condition", () => {
    const where = { severity: "high" };

    expect(checkFilter({ where }, "list", placeOf)).toEqual(where);
  });

  it.each([
    [
      { where: { severity: { is: "high" } } },
      /^requests\[0\]\.where: where\.severity\.is: LoopBack has no such/,
    ],
    [{ order: ["createdOn down"] }, /^requests\[0\]\.order: "createdOn down" is/],
  ])("throws for what LoopBack would misunderstand, and names its place: %j", (filter, message) => {
    expect(() => checkFilter(filter, "list", placeOf)).toThrow(message);
  });

  it("throws for an empty condition of a write, which means every record", () => {
    expect(() => checkFilter({ where: {} }, "write", placeOf)).toThrow(
      "requests[0].where: it is empty, which would mean every record.",
    );
  });

  it("accepts a write without a condition", () => {
    expect(checkFilter({}, "write", placeOf)).toBeUndefined();
  });
});
