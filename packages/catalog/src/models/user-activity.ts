import type { Fields, Model, RowOf } from "../model.js";
import { createdOn, id, userId } from "../shared.js";

const fields = {
  id,
  action: { type: "string", known: "assumed", description: "What the user did, for example `login`." },
  model: { type: "string", known: "assumed", description: "Name of the model that the user acted on." },
  userId: { ...userId, relation: "user" },
  message: { type: "string", known: "assumed", description: "The same in words." },
  createdOn: { ...createdOn, description: "Time of the activity (ISO 8601, UTC)." },
} as const satisfies Fields;

export interface UserActivity extends RowOf<typeof fields> {}

export const userActivities: Model<UserActivity, typeof fields> = {
  name: "UserActivity",
  route: "useractivities",
  description: "An entry in the audit log.",
  known: "vendor",
  fields,
};
