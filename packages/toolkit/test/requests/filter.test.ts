import { HuntInputError } from "@huntkit/core";
import { describe, expect, it } from "vitest";
import { checkFilter, createPlacedError, toFilter } from "../../src/requests/filter.js";

const formatPlace = (part: string) => `requests[0].${part}`;

it("toFilter omits undefined parts", () => {
  expect(toFilter({ where: undefined, limit: 5 })).toEqual({ limit: 5 });
});

describe("checkFilter", () => {
  it("returns the condition", () => {
    const where = { severity: "high" };

    expect(checkFilter({ where }, "Alerts", formatPlace)).toEqual(where);
  });

  it.each([
    [{ where: { severity: { is: "high" } } }, /^requests\[0\]\.where: severity\.is: unknown operator/],
    [{ order: ["createdOn down"] }, /^requests\[0\]\.order: "createdOn down" is/],
  ])("throws for a filter that LoopBack would misread, with its place: %j", (filter, message) => {
    expect(() => checkFilter(filter, "Alerts", formatPlace)).toThrow(message);
  });

  it("throws for a value that no record can have", () => {
    const filter = { where: { severity: "High" } };

    expect(() => checkFilter(filter, "Alerts/count", formatPlace)).toThrow(
      expect.objectContaining({
        problem: "value",
        message: 'requests[0].where: "High" is not a value of severity in Alerts. Did you mean "high"?',
      }) as Error,
    );
  });

  it("throws for an empty condition, which means every record", () => {
    expect(() => checkFilter({ where: {} }, "Alerts", formatPlace)).toThrow(
      "requests[0].where: it is empty, which would mean every record.",
    );
  });

  it("throws for a condition that is null, which is not the same as no condition", () => {
    const filter = { where: null as unknown as object };

    expect(() => checkFilter(filter, "Alerts", formatPlace)).toThrow(
      "requests[0].where: where must be an object",
    );
  });

  it("accepts a request without a condition", () => {
    expect(checkFilter({}, "Alerts", formatPlace)).toBeUndefined();
  });
});

describe("createPlacedError", () => {
  it("adds the place of the part, and keeps the problem", () => {
    const error = createPlacedError(
      new HuntInputError("where", "property", "where: no such property."),
      formatPlace,
    );

    expect(error.message).toBe("requests[0].where: no such property.");
    expect(error.problem).toBe("property");
  });

  it("names the request in an error about its path", () => {
    const error = createPlacedError(new HuntInputError("path", "delete", "path: no record ID."), formatPlace);

    expect(error.message).toBe("requests[0].request: no record ID.");
  });

  it("returns errors about other inputs unchanged", () => {
    const error = new HuntInputError("ca", "empty", "ca: no certificate found.");

    expect(createPlacedError(error, formatPlace)).toBe(error);
  });
});
