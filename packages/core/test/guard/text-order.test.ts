import { describe, expect, it } from "vitest";
import { findKnownRecords } from "../../src/guard/known-models.js";
import { checkValues } from "../../src/guard/value-mistake.js";
import { normalizeWhere } from "../../src/query/normalize-where.js";

/** Checks a condition on a model, and returns the error and the warnings. */
function check(route: string, where: object) {
  const warnings: string[] = [];
  let error: unknown;
  try {
    checkValues(normalizeWhere(where)!, findKnownRecords([route]), {
      input: "where",
      warn: (message) => warnings.push(message),
    });
  } catch (thrown) {
    error = thrown;
  }
  return { error: error as (Error & { problem?: string }) | undefined, warnings };
}

describe("the order of a path", () => {
  it.each([
    ["Alerts", { "data.threatScore": { gt: 9 } }, "data.threatScore in Alerts", "gt", "9"],
    ["Alerts", { "data.threatScore": { gte: 9.5 } }, "data.threatScore in Alerts", "gte", "9.5"],
    ["Alerts", { "data.threatScore": { lt: "10" } }, "data.threatScore in Alerts", "lt", '"10"'],
    ["Alerts", { "data.pid": { lte: -1 } }, "data.pid in Alerts", "lte", "-1"],
    ["Alerts", { "data.engineVersion": { gt: "8" } }, "data.engineVersion in Alerts", "gt", '"8"'],
    ["Alerts", { "data.foo": { between: ["a", 10] } }, "data.foo in Alerts", "between", "10"],
    ["Alerts", { "nosuch.x": { gt: 9 } }, "nosuch.x in Alerts", "gt", "9"],
    ["Widgets", { "size.x": { gt: 9 } }, "size.x in Widgets", "gt", "9"],
  ])("is not that of numbers: %s %j", (route, where, subject, operator, value) => {
    const { error } = check(route, where);

    expect(error).toMatchObject({ code: "HUNT_INPUT", input: "where", problem: "operator" });
    expect(error?.message).toContain(
      `where: ${subject} cannot be compared with ${operator} and ${value}, because HUNT compares it as text, ` +
        'and "10" is less than "9" in the order of the alphabet. Use a list of values, such as ',
    );
  });

  it("is not that of times in milliseconds", () => {
    expect(check("Alerts", { "data.createdOn": { gt: 1_774_915_200_000 } }).error?.message).toMatch(
      /and 1774915200000, because HUNT compares it as text.* Use a date, such as 2026-03-31 or 2026-03-31T09:30:00Z\.$/,
    );
  });

  it.each([
    { "data.createdOn": { gte: "2026-03-31T09:30:00Z" } },
    { "data.createdOn": { between: ["2026", "2027"] } },
    { "data.md5": { lt: "10" } },
    { "data.path": { gte: "C:\\\\Users" } },
    { "data.pid": { inq: [9, 10] } },
    { "data.pid": { neq: 9 } },
  ])("is that of text: %j", (where) => {
    expect(check("Alerts", where)).toEqual({ error: undefined, warnings: [] });
  });
});
