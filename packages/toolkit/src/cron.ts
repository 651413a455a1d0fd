import { Cron } from "croner";

/** Five fields from minutes to weekdays, or six fields that begin with seconds. */
const form = { paused: true, mode: "5-or-6-parts" } as const;

/** How to fix an invalid expression. */
export const cronAdvice =
  'Write five fields, minute hour day month weekday, such as "0 4 * * 1" for Mondays at 4:00.';

/**
 * Returns what is wrong with a cron expression, as a sentence: its syntax, or a date that does not exist,
 * such as February 31.
 *
 * @returns undefined for a valid expression
 */
export function findCronProblem(expression: string): string | undefined {
  try {
    // The result does not depend on the current date.
    const next = new Cron(expression, form).nextRun(new Date(0));
    return next ? undefined : `"${expression}" matches no date.`;
  } catch (error) {
    const { message } = error as Error;
    // The library's message for a wrong number of fields suggests a syntax that HUNT does not accept.
    if (/parts are required|requires exactly/.test(message))
      return `"${expression}" is not a cron expression.`;
    return message.replace(/^CronPattern: /, "").replace(/\.?$/, ".");
  }
}

/**
 * Returns the next time of a schedule in UTC (ISO 8601).
 *
 * @param now milliseconds since 1970
 * @returns null for an invalid expression, and for a date that does not exist
 */
export function findNextRun(expression: string, now: number): string | null {
  try {
    const next = new Cron(expression, { ...form, timezone: "UTC" }).nextRun(new Date(now));
    return next?.toISOString() ?? null;
  } catch {
    return null;
  }
}
