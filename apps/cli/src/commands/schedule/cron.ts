import type { Flag } from "../../program/definition.js";
import { UsageError } from "../../program/errors.js";

const advice = 'Write five fields, minute hour day month weekday, such as "0 4 * * 1" for Mondays at 4:00.';

/** A flag with a cron expression, checked: five fields from minutes to weekdays, or six that begin with seconds. */
export const cronFlag: Flag<string | undefined> = {
  description: 'When, as a cron expression such as "0 4 * * 1" for Mondays at 4:00',
  placeholder: "expression",
  async read(given, name) {
    const written = given.at(-1)?.trim();
    if (written === undefined) return undefined;
    const { Cron } = await import("croner");
    try {
      // Whether there is a next time at all does not depend on today.
      if (new Cron(written, { paused: true, mode: "5-or-6-parts" }).nextRun(new Date(0)) !== null)
        return written;
    } catch (error) {
      throw new UsageError(
        `${name}: ${(error as Error).message.replace(/^CronPattern: /, "").replace(/\.?$/, ".")}`,
        advice,
      );
    }
    throw new UsageError(`${name}: "${written}" is a time that never comes.`, advice);
  },
};

/** When a schedule comes next, as ISO 8601, by a clock in UTC; null for what is no cron expression. */
export async function nextRun(schedule: string | null | undefined, now: number): Promise<string | null> {
  const { Cron } = await import("croner");
  try {
    return (
      new Cron(schedule ?? "", { paused: true, mode: "5-or-6-parts", timezone: "UTC" })
        .nextRun(new Date(now))
        ?.toISOString() ?? null
    );
  } catch {
    return null;
  }
}
