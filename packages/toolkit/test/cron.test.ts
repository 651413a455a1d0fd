import { describe, expect, it } from "vitest";
import { findCronProblem, findNextRun } from "../src/cron.js";

describe("findCronProblem", () => {
  it.each(["0 4 * * 1", "*/15 * * * *", "0 0 1 JAN-MAR MON,FRI", "0 4 29 2 *", "0 4 L * *"])(
    "accepts %s",
    (expression) => {
      expect(findCronProblem(expression)).toBeUndefined();
    },
  );

  it.each([
    ["61 * * * *", "Invalid value for minute: 61."],
    ["0 25 * * *", "Invalid value for hour: 25."],
    ["0 4 * * 8", "Invalid value for dayOfWeek: 8."],
    ["daily", '"daily" is not a cron expression.'],
    ["@daily", '"@daily" is not a cron expression.'],
    ["2099-01-01T04:00:00", '"2099-01-01T04:00:00" is not a cron expression.'],
    ["30 0 4 * * *", '"30 0 4 * * *" has six fields instead of five.'],
    ["", '"" is not a cron expression.'],
    ["* * *", '"* * *" is not a cron expression.'],
    ["0 0 4 * * 1 2027", '"0 0 4 * * 1 2027" is not a cron expression.'],
    ["0 4 31 2 *", '"0 4 31 2 *" matches no date.'],
  ])("rejects '%s'", (expression, problem) => {
    expect(findCronProblem(expression)).toBe(problem);
  });
});

describe("findNextRun", () => {
  const now = Date.parse("2026-03-31T12:00:00Z");

  it("returns the next time in UTC", () => {
    expect(findNextRun("0 4 * * 1", now)).toBe("2026-04-06T04:00:00.000Z");
  });

  it("returns the next time of a schedule with seconds, as an instance might have", () => {
    expect(findNextRun("30 0 4 * * *", now)).toBe("2026-04-01T04:00:30.000Z");
  });

  it.each(["daily", "0 4 31 2 *"])("returns null if there is no next time: %s", (expression) => {
    expect(findNextRun(expression, now)).toBeNull();
  });
});
