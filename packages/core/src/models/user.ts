import * as z from "zod/mini";

/** A HUNT user as `GET users/me` tells it. Unknown fields are kept. */
export const User = z.looseObject({
  id: z.union([z.string(), z.number()]),
  username: z.nullish(z.string()),
  email: z.nullish(z.string()),
  /** `admin`, `analyst`, or what a later HUNT brings. */
  role: z.nullish(z.string()),
});
export type User = z.infer<typeof User>;

/** What to call a user: the e-mail address, else the user name, else the id. */
export function userName(user: User): string {
  return user.email || user.username || String(user.id);
}
