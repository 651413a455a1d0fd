import type { Flag } from "../../program/definition.js";
import { UsageError } from "../../program/errors.js";

/** A flag with a cron expression, checked: five fields from minutes to weekdays, or six that begin with seconds. */
export const cronFlag: Flag<string | undefined> = {
  description: 'When, as a cron expression such as "0 4 * * 1" for Mondays at 4:00',
  placeholder: "expression",
  async read(given, name) {
    const expression = given.at(-1)?.trim();
    if (expression === undefined) return undefined;
    const { cronAdvice, findCronProblem } = await import("@huntkit/toolkit/cron");
    const problem = findCronProblem(expression);
    if (problem === undefined) return expression;
    throw new UsageError(`${name}: ${problem}`, cronAdvice);
  },
};
