import type { HuntClient, TokenRecord } from "@huntkit/core";
import { revoke } from "./revoke.js";

/** What became of a token that cannot be used. */
export interface TakenBack {
  readonly isRevoked: boolean;
  /** A sentence or two for the user. */
  readonly said: string;
}

/**
 * Revokes a new token that cannot be used. Heeds no signal: whoever stops Terraform here wants no token left behind.
 */
export async function takeBack(
  client: HuntClient,
  { handle }: TokenRecord,
  description: string,
): Promise<TakenBack> {
  try {
    await revoke(client, handle);
    return { isRevoked: true, said: "The new token was revoked." };
  } catch (error) {
    return {
      isRevoked: false,
      said: `The new token could not be revoked either: ${(error as Error).message} Revoke "${description}" in HUNT's list of API tokens.`,
    };
  }
}
