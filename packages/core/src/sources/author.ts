import { Collection } from "../collection.js";
import { isHuntError } from "../errors/any-hunt-error.js";
import type { Send } from "../http/request.js";
import { users } from "../models/user.js";

/** The e-mail address of who made a row; null where HUNT does not tell, or not to this token. */
export async function findAuthor(
  { createdBy }: { createdBy?: string | null | undefined },
  send: Send,
  signal: AbortSignal | undefined,
): Promise<string | null> {
  if (!createdBy) return null;
  try {
    return (await new Collection(send, users).get(createdBy, { signal })).email ?? null;
  } catch (error) {
    // Analysts may not see other users, and users come and go.
    if (isHuntError(error) && ["HUNT_AUTH", "HUNT_FORBIDDEN", "HUNT_NOT_FOUND"].includes(error.code))
      return null;
    throw error;
  }
}
