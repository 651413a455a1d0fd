import type { Fields, Model, RowOf } from "../model.js";
import { id, targetId } from "../shared.js";

const fields = {
  id,
  name: {
    type: "string",
    required: true,
    writable: true,
    values: ["scan-scheduled"],
    description: "Kind of job.",
  },
  relatedId: {
    ...targetId,
    writable: true,
    description: "ID of the target group to scan.",
  },
  schedule: {
    type: "string",
    format: "cron",
    required: true,
    writable: true,
    description:
      "Start times as a cron expression with five fields, in HUNT's time zone: `0 4 * * 1` is Mondays at 4:00.",
  },
  data: {
    type: "object",
    writable: true,
    description: "Parameters of the scan, such as `options`.",
    fields: {
      targetId: { ...targetId, description: "ID of the target group, the same as `relatedId`." },
      options: { type: "object", description: "Parts to scan. HUNT chooses them if it is absent." },
    },
  },
} as const satisfies Fields;

export interface ScheduledJob extends RowOf<typeof fields> {}

export const scheduledJobs: Model<ScheduledJob, typeof fields> = {
  name: "ScheduledJob",
  route: "scheduledJobs",
  description: "A scan that starts on a schedule.",
  known: "vendor",
  fields,
};
