import type { Fields, Model, RowOf } from "../model.js";
import { agentId, createdOn, id } from "../shared.js";

const fields = {
  id,
  type: { type: "string", known: "assumed", description: "Kind of work, for example `survey`." },
  state: { type: "string", values: ["active"], description: "State. `active` while the job runs." },
  data: { type: "object", description: "Details of the job, for example its `queryId`." },
  agentId: { ...agentId, relation: "agent", known: "assumed" },
  userTaskId: {
    type: "string",
    format: "uuid",
    reference: "UserTask",
    relation: "userTask",
    known: "assumed",
    description: "ID of the task that the job belongs to.",
  },
  createdOn,
  completedOn: { type: "date", known: "assumed", description: "End (ISO 8601, UTC). Null while it runs." },
} as const satisfies Fields;

export interface Job extends RowOf<typeof fields> {}

export const jobs: Model<Job, typeof fields> = {
  name: "Job",
  route: "jobs",
  description: "Work that HUNT gave to a controller or an agent.",
  known: "vendor",
  fields,
};
