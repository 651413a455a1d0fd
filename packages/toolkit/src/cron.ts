import { Cron } from "croner";

/** Five fields from minutes to weekdays, or six that begin with seconds. */
const form = { paused: true, mode: "5-or-6-parts" } as const;

/** What to write instead of an invalid expression. */
export const cronAdvice =
  'Write five fields, minute hour day month weekday, such as "0 4 * * 1" for Mondays at 4:00.';

/**
 * Returns what is wrong with a cron expression, as a sentence: its form, or that its time never comes, as on 31 February.
 *
 * @returns undefined for a valid expression
 */
export function findCronProblem(expression: string): string | undefined {
  try {
    // Whether there is a next time does not depend on today.
    const next = new Cron(expression, form).nextRun(new Date(0));
    return next ? undefined : `"${expression}" is a time that never comes.`;
  } catch (error) {
    const { message } = error as Error;
    // The library's message for a wrong number of fields names a form that HUNT does not accept.
    if (/parts are required|requires exactly/.test(message))
      return `"${expression}" is not a cron expression.`;
    return message.replace(/^CronPattern: /, "").replace(/\.?$/, ".");
  }
}

/**
 * Returns the next time of a schedule by a clock in UTC, as ISO 8601.
 *
 * @param now milliseconds since 1970
 * @returns null for an invalid expression, and for a time that never comes
 */
export function findNextRun(expression: string, now: number): string | null {
  try {
    const next = new Cron(expression, { ...form, timezone: "UTC" }).nextRun(new Date(now));
    return next?.toISOString() ?? null;
  } catch {
    return null;
  }
}
