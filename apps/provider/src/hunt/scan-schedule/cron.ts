import { Cron } from "croner";

/** Where the look for a next time begins: whether there is one does not depend on today. */
const anyDay = new Date(0);

/**
 * What is wrong with a cron expression: its form, or that its time never comes, as 31 February. Undefined for a good one, which
 * has five fields from minutes to weekdays, or six that begin with seconds.
 */
export function cronProblem(schedule: string): string | undefined {
  const example =
    'Write five fields, minute hour day month weekday, such as "0 4 * * 1" for Mondays at 4:00.';
  if (schedule !== schedule.trim()) return "It begins or ends with blanks. Leave them out.";
  try {
    const next = new Cron(schedule, { paused: true, mode: "5-or-6-parts" }).nextRun(anyDay);
    return next ? undefined : `"${schedule}" is a time that never comes. ${example}`;
  } catch (error) {
    const { message } = error as Error;
    // The library's words for a wrong number of fields name a form that HUNT does not take.
    const problem = /parts are required/.test(message)
      ? `"${schedule}" is no cron expression`
      : message.replace(/^CronPattern: /, "").replace(/\.$/, "");
    return `${problem}. ${example}`;
  }
}
