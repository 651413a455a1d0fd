import { describe, expect, it } from "vitest";
import { findImpossibleCondition } from "../../src/guard/find-contradiction.js";
import { findKnownRecords } from "../../src/guard/known-models.js";
import { checkValues } from "../../src/guard/value-mistake.js";
import { normalizeWhere } from "../../src/query/normalize-where.js";

/** Returns why no record can match a condition; undefined if one can. */
const explain = (route: string, where: object) =>
  findImpossibleCondition(normalizeWhere(where)!, findKnownRecords([route]))?.sentence;

describe("a comparison with null", () => {
  it.each([
    ["Alerts", { severity: null }, "severity in Alerts"],
    ["Alerts", { archived: { eq: null } }, "archived in Alerts"],
    ["Alerts", { hostname: "srv-1", name: null }, "name in Alerts"],
    ["rules", { severity: null }, "severity in rules"],
    ["userTasks", { archived: null }, "archived in userTasks"],
  ])("matches no record if the property always has a value: %s %j", (route, where, subject) => {
    expect(explain(route, where)).toBe(
      `no record can match, because ${subject} always has a value, and the condition compares it with null. ` +
        "Set a value, or remove the comparison.",
    );
  });

  it("is an error in a condition that must match something", () => {
    const check = () =>
      checkValues({ severity: null }, findKnownRecords(["Alerts"]), {
        input: "where",
        warn: expect.unreachable,
      });

    expect(check).toThrow(expect.objectContaining({ input: "where", problem: "range" }));
  });

  it.each([
    ["Alerts", { hostname: null }],
    ["Alerts", { signed: null }],
    ["Alerts", { severity: { neq: null } }],
    ["Alerts", { or: [{ severity: null }, { severity: "low" }] }],
    ["userTasks", { endedOn: null }],
    ["Alerts", { createdOn: null }],
    ["Widgets", { name: null }],
  ])("can match a record otherwise: %s %j", (route, where) => {
    expect(explain(route, where)).toBeUndefined();
  });
});
