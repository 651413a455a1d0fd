import { Cron } from "croner";

/** The library also supports fields of seconds and years, names such as `@daily`, and dates. */
const form = { paused: true, mode: "5-or-6-parts" } as const;

/** How to fix an invalid expression. */
export const cronAdvice =
  'Write five fields, minute hour day month weekday, such as "0 4 * * 1" for Mondays at 4:00.';

/**
 * Returns what is wrong with a cron expression, as a sentence: its syntax, or a date that does not exist,
 * such as February 31. Only five fields are valid, because no public source shows that HUNT accepts another form.
 *
 * @returns undefined for a valid expression
 */
export function findCronProblem(expression: string): string | undefined {
  const fields = expression.split(/\s+/).filter((field) => field !== "").length;
  if (fields === 6) return `"${expression}" has six fields instead of five.`;
  if (fields !== 5) return `"${expression}" is not a cron expression.`;
  try {
    // The result does not depend on the current date.
    const next = new Cron(expression, form).nextRun(new Date(0));
    return next ? undefined : `"${expression}" matches no date.`;
  } catch (error) {
    const { message } = error as Error;
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
