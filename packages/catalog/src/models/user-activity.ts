import type { Fields, Model, RowOf } from "../model.js";
import { createdOn, id, userId } from "../shared.js";

const fields = {
  id,
  userId,
  query: { type: "object", description: "Request of the user." },
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
