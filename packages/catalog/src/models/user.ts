import type { Fields, Model, RowOf } from "../model.js";
import { createdOn, id, organizationId } from "../shared.js";

const fields = {
  id: { ...id, accepts: ["string", "number"], description: "ID of the user." },
  username: { type: "string", required: true, unique: true, description: "User name." },
  email: { type: "string", format: "email", required: true, unique: true, description: "Email address." },
  firstName: { type: "string", only: "sandbox", known: "assumed", description: "First name." },
  lastName: { type: "string", only: "sandbox", known: "assumed", description: "Last name." },
  role: {
    type: "string",
    default: "analyst",
    values: ["admin", "analyst", "integration"],
    known: "vendor",
    description: "Kind of user. An integration is a user for programs.",
  },
  organizationId: { ...organizationId, only: "sandbox", known: "assumed" },
  password: {
    type: "string",
    required: true,
    hidden: true,
    only: "sandbox",
    known: "assumed",
    description: "Password.",
  },
  createdOn: { ...createdOn, only: "sandbox", known: "assumed" },
} as const satisfies Fields;

export interface User extends RowOf<typeof fields> {}

export const users: Model<User, typeof fields> = {
  name: "user",
  route: "users",
  description:
    "A user, as `GET users/me` and, for admins, `GET users` return it. Few fields are named, because the check of a token reads them.",
  known: "live",
  fields,
};
