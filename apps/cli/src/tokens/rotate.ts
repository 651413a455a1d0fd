import type { ApiToken, HuntClient, TokenRecord } from "@huntkit/core";
import { CommandError } from "../program/errors.js";
import type { Destination } from "./destination.js";
import { PerhapsStored } from "./to-command.js";

/** What a rotation works with. */
export interface RotationParts {
  /** Speaks with the old token. */
  readonly hunt: HuntClient;
  /** Makes a client that speaks with another one. */
  readonly connect: (token: ApiToken) => Promise<HuntClient>;
  readonly destination: Destination;
  readonly description: string;
  /** HUNT's record of the old token; null where it shall live on. */
  readonly old: TokenRecord | null;
}

/**
 * Puts a new token in the old one's place. The old one dies last, so that whatever fails, one that works is left where it is
 * needed: prove that the place can be written, create, verify, store, verify the store, revoke.
 *
 * @returns the record of the new token
 * @throws {CommandError} that says what is left, and what to clean up
 */
export async function rotate({
  hunt,
  connect,
  destination,
  description,
  old,
}: RotationParts): Promise<TokenRecord> {
  await destination.prove();
  const { token, record } = await hunt.tokens.create(description);
  let fresh: HuntClient;
  try {
    fresh = await connect(token);
    await fresh.tokens.whoAmI();
    await destination.store(token, record);
  } catch (error) {
    const { message } = error as Error;
    throw error instanceof PerhapsStored
      ? undecided(message, record)
      : new CommandError(`The token was not replaced: ${message}`, await takeBack(hunt, record));
  }
  try {
    await destination.verify(token);
  } catch (error) {
    throw undecided((error as Error).message, record);
  }
  if (old === null) return record;
  try {
    await fresh.tokens.revoke(old.handle);
  } catch (error) {
    throw new CommandError(
      `The token was replaced in ${destination.title}, but the old one could not be revoked: ${(error as Error).message}`,
      `Revoke it: hunt token revoke ${nameOf(old)}`,
    );
  }
  return record;
}

/** Where nobody knows which of the two is in use, both live on. */
function undecided(message: string, record: TokenRecord): CommandError {
  return new CommandError(
    `The new token may not be where it is needed: ${message}`,
    `Neither was revoked: the old one and the new one, ${nameOf(record)}, both work. Look which of them is in use, and revoke the other: hunt token list`,
  );
}

/** The old token still stands where it stood. */
async function takeBack(hunt: HuntClient, record: TokenRecord): Promise<string> {
  try {
    await hunt.tokens.revoke(record.handle);
    return "The new token was revoked; the old one works as before.";
  } catch (error) {
    return `The old token works as before. The new one could not be revoked: ${(error as Error).message}\nRevoke it: hunt token revoke ${nameOf(record)}`;
  }
}

function nameOf({ handle, description }: TokenRecord): string {
  return typeof handle === "string" ? handle : `"${description ?? ""}"`;
}
