import type { Fields, Model, RowOf } from "../model.js";
import { id } from "../shared.js";

const fields = {
  id: { ...id, accepts: ["string", "number"], description: "ID of the user." },
  username: { type: "string", required: true, unique: true, description: "User name." },
  email: { type: "string", format: "email", required: true, unique: true, description: "Email address." },
  role: {
    type: "string",
    default: "analyst",
    values: ["admin", "analyst", "integration"],
    known: "vendor",
    description: "Kind of user. An integration is a user for programs.",
  },
  password: {
    type: "string",
    required: true,
    hidden: true,
    only: "sandbox",
    known: "assumed",
    description: "Password.",
  },
} as const satisfies Fields;

export interface User extends RowOf<typeof fields> {}

export const users: Model<User, typeof fields> = {
  name: "user",
  route: "users",
  nouns: ["user", "users"],
  description:
    "A user, as `GET users/me` and, for admins, `GET users` return it. The catalog has only the fields " +
    "that a token check reads.",
  known: "live",
  fields,
};
