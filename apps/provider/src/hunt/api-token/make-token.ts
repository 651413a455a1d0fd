import type { ApiToken, CreatedToken, HuntClient, TokenRecord } from "@huntkit/core";
import { AttributeError } from "@huntkit/terraform-plugin";
import type { Connection } from "../connection.js";
import { tokenId } from "./token-id.js";

/** A new token, with the id by which Terraform knows it. */
export interface MadeToken extends CreatedToken {
  readonly id: string;
}

/**
 * Makes a token. Heeds no signal: whoever stops Terraform here wants no token left behind of which nobody knows.
 *
 * @throws {AttributeError} where HUNT tells no id of it; and as core's `tokens.create` does, which says what to look for where a
 *   token may have been made whose value was lost with HUNT's answer
 */
export async function makeToken(client: HuntClient, description: string): Promise<MadeToken> {
  const made = await client.tokens.create(description);
  const id = tokenId(made.record);
  if (id !== null) return { ...made, id };
  const detail = `HUNT made the token but told no id of it, without which it can be neither watched nor revoked here. Revoke "${description}" in HUNT's list of API tokens.`;
  throw new AttributeError([], "The token cannot be managed", detail);
}

/** Makes sure that HUNT accepts a new token. @throws {Error} where it does not, or gives no answer */
export async function proveToken(connection: Connection, token: ApiToken): Promise<void> {
  const client = connection.connect(token);
  try {
    await client.tokens.whoAmI();
  } catch (error) {
    throw new Error(`It could not be used: ${(error as Error).message}`, { cause: error });
  } finally {
    await client.close();
  }
}

/** What is known of a token's life, as attributes. Null where HUNT does not tell, or the token is endless. */
export function lifeOf({ lifetime }: Pick<TokenRecord, "lifetime">): {
  created: string | null;
  expires_at: string | null;
} {
  return lifetime.kind === "dated"
    ? { created: lifetime.createdAt, expires_at: lifetime.expiresAt }
    : { created: null, expires_at: null };
}
