import { describe, expect, it } from "vitest";
import { cronProblem } from "../../src/hunt/scan-schedule/cron.js";

describe("a schedule", () => {
  it.each(["0 4 * * 1", "*/15 * * * *", "0 0 1 JAN-MAR MON,FRI", "30 0 4 * * *", "0 4 29 2 *", "0 4 L * *"])(
    "can be %s",
    (schedule) => {
      expect(cronProblem(schedule)).toBeUndefined();
    },
  );

  it.each([
    ["61 * * * *", "Invalid value for minute: 61. Write five fields"],
    ["0 25 * * *", "Invalid value for hour: 25."],
    ["daily", '"daily" is no cron expression. Write five fields'],
    ["", '"" is no cron expression.'],
    ["* * *", '"* * *" is no cron expression.'],
    ["0 4 31 2 *", "is a time that never comes"],
    ["0 0 4 * * 1 2027", "Write five fields"],
    [" 0 4 * * 1", "blanks"],
  ])("cannot be '%s'", (schedule, problem) => {
    expect(cronProblem(schedule)).toContain(problem);
  });
});
