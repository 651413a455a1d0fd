import type { Fields, Model, RowOf } from "../model.js";
import { createdOn, id, userId } from "../shared.js";

const fields = {
  id,
  relatedId: {
    type: "string",
    required: true,
    writable: true,
    description: "ID of the alert, or SHA-1 of the file, that the comment is about.",
  },
  value: { type: "string", required: true, writable: true, description: "Text of the comment." },
  userId,
  createdOn,
} as const satisfies Fields;

export interface UserComment extends RowOf<typeof fields> {}

export const userComments: Model<UserComment, typeof fields> = {
  name: "UserComment",
  route: "userComments",
  description: "A user's comment on an alert or a file.",
  known: "vendor",
  fields,
};
