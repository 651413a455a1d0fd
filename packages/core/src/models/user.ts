import * as z from "zod/mini";
import { text } from "./fields.js";
import { defineModel } from "./model.js";

/** A HUNT user as `GET users/me` and, for admins, `GET users` tell it. Names few fields: the check of a token rests on it. */
export const User = z.looseObject({
  id: z.union([z.string(), z.number()]),
  username: text,
  email: text,
  /** `admin`, `analyst`, or what a later HUNT brings. */
  role: text,
});
export type User = z.infer<typeof User>;

export const users = defineModel("users", User);

/** What to call a user: the e-mail address, else the user name, else the id. */
export function getUserDisplayName(user: User): string {
  return user.email || user.username || String(user.id);
}
