import { scheduledJobs as model } from "@huntkit/catalog";
import type { HuntClient, Rows } from "@huntkit/core";
import { recordSchema } from "../../lists/record-schema.js";
import type { Flag } from "../../program/definition.js";
import { UsageError } from "../../program/errors.js";

/** A flag with a cron expression: five fields from minutes to weekdays. */
export const cronFlag: Flag<string | undefined> = {
  description: 'Cron expression with five fields, for example "0 4 * * 1" for Mondays at 4:00 (required)',
  placeholder: "expression",
  async read([given], name) {
    const expression = given?.trim();
    if (expression === undefined) return undefined;
    const { cronAdvice, findCronProblem } = await import("@huntkit/toolkit/cron");
    const problem = findCronProblem(expression);
    if (problem === undefined) return expression;
    throw new UsageError(`${name}: ${problem}`, cronAdvice);
  },
};

/** A schedule with the name of its target group, and its next run. */
export type ScheduleRow = Rows.ScheduledJob & {
  readonly targetName: string | null;
  /** Next run (ISO 8601), if the clock of HUNT is in UTC. Null if there is none. */
  readonly nextOn: string | null;
};

/** The JSON Schema of a {@link ScheduleRow}. */
export const scheduleSchema = recordSchema(model, {
  more: {
    targetName: { type: ["string", "null"], description: "Name of the target group." },
    nextOn: {
      type: ["string", "null"],
      description: "Next run (ISO 8601, UTC). Null if there is none.",
    },
  },
});

/** Reads scheduled scans, sorted by their next run. */
export async function readSchedules(
  { scheduledJobs, targets }: HuntClient,
  now: number,
  signal: AbortSignal,
): Promise<ScheduleRow[]> {
  const [jobs, groups, { findNextRun }] = await Promise.all([
    scheduledJobs.list({ where: { name: "scan-scheduled" } }, { signal }).toArray(),
    targets.list({ fields: ["name"] }, { signal }).toArray(),
    import("@huntkit/toolkit/cron"),
  ]);
  const names = new Map(groups.map(({ id, name }) => [id, name ?? id]));
  const rows = jobs.map((job) => ({
    ...job,
    targetName: names.get(job.relatedId ?? "") ?? null,
    nextOn: findNextRun(job.schedule ?? "", now),
  }));
  return rows.sort((one, other) => (one.nextOn ?? "~").localeCompare(other.nextOn ?? "~"));
}

/** Describes a schedule in one line. */
export function describeSchedule({ targetName, relatedId, schedule, id }: ScheduleRow): string {
  return `${targetName ?? relatedId ?? ""}  ${schedule ?? ""}  ${id}`;
}
