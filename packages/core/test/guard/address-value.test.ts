import { expect, describe, it } from "vitest";
import { findKnownRecords } from "../../src/guard/known-models.js";
import { findValueMistake } from "../../src/guard/value-mistake.js";

/** Returns what is wrong with a comparison of the address of an alert; undefined if nothing is. */
const explain = (operator: string, ...operands: unknown[]) =>
  findValueMistake({ path: "ip", operator, operands }, findKnownRecords(["Alerts"]))?.sentence;

describe("an IP address in a condition", () => {
  it.each([
    ["eq", ["10.0.0.300"], '"10.0.0.300"'],
    ["neq", ["10.0.0"], '"10.0.0"'],
    ["inq", ["10.0.0.5", "fe80::12345"], '"fe80::12345"'],
    ["eq", [10], "10"],
  ])("is an error if no host can have it: %s %j", (operator, operands, value) => {
    expect(explain(operator, ...operands)).toBe(
      `${value} is not a value of ip in Alerts, which is an IP address. Use an IP address, such as 10.0.0.5.`,
    );
  });

  it.each([
    ["eq", "10.0.0.5"],
    ["eq", "fe80::1"],
    ["eq", "10.0.0.5, fe80::1"],
    ["eq", null],
    ["like", "10.0.0.%"],
    ["gte", "10.0"],
  ])("is accepted if it is possible, or a part of one: %s %j", (operator, operand) => {
    expect(explain(operator, operand)).toBeUndefined();
  });
});
