import type { Fields, Model, RowOf } from "../model.js";
import { createdOn, id } from "../shared.js";

const fields = {
  id,
  state: { type: "string", values: ["active"], description: "State. `active` while the job runs." },
  data: {
    type: "object",
    description: "Details of the job.",
    fields: {
      queryId: {
        type: "string",
        format: "uuid",
        reference: "Query",
        description: "ID of the discovery query that the job works for.",
      },
    },
  },
  createdOn,
} as const satisfies Fields;

export interface Job extends RowOf<typeof fields> {}

export const jobs: Model<Job, typeof fields> = {
  name: "Job",
  route: "jobs",
  description: "Work that HUNT has assigned to a controller or an agent.",
  known: "vendor",
  fields,
};
