import type { HuntClient, TokenRecord } from "@huntkit/core";
import { rotateToken, type RotationJournal, type RotationResult } from "@huntkit/core/rotation";
import { AttributeError } from "@huntkit/terraform-plugin";
import type { Connection } from "../connection.js";
import type { Delivery } from "./delivery.js";
import { tokenId } from "./managed-token.js";

/** A token that exists in HUNT, with the id that Terraform uses for it. */
export interface ManagedToken {
  readonly id: string;
  readonly record: TokenRecord;
}

/** A token that was not delivered could not be revoked either: it has to be in the state, as tainted. */
export class TokenLeftError extends Error {
  readonly token: ManagedToken;
  readonly error: AttributeError;

  constructor(token: ManagedToken, error: AttributeError) {
    super(error.message);
    this.token = token;
    this.error = error;
  }
}

/**
 * Creates a token, verifies it, and delivers it. Ignores the signal from the request on: a stopped run must not leave a token
 * that no one knows of.
 *
 * @param journal keeps what a later run needs to revoke the token if this one is interrupted
 * @throws {AttributeError} if it could not be delivered; then it was revoked
 * @throws {TokenLeftError} if it could not be revoked either
 * @throws {HuntError} as core's `tokens.create`, which says what to look for if HUNT's response was lost
 */
export async function createDeliveredToken(
  { client, connect }: Pick<Connection, "client" | "connect">,
  delivery: Delivery,
  description: string,
  signal: AbortSignal,
  journal?: RotationJournal,
): Promise<ManagedToken> {
  const result = await rotateToken({
    client,
    connect: (token) => connect(token),
    store: delivery,
    old: null,
    isReplacing: false,
    describe: () => description,
    ...(journal && { journal }),
    signal,
  });
  if (!("client" in result)) throw toError(result, delivery, description);
  // The token is delivered, so it belongs to the state in any case.
  await result.client.close().catch(() => {});
  return toManaged(result.record, description);
}

/**
 * Creates a token whose value the caller hands on.
 *
 * @throws {AttributeError} if HUNT returns no id of it
 */
export async function createManagedToken(client: HuntClient, description: string) {
  const created = await client.tokens.create(description);
  return { ...created, ...toManaged(created.record, description) };
}

function toManaged(record: TokenRecord, description: string): ManagedToken {
  const id = tokenId(record);
  if (id !== null) return { id, record };
  const detail = `HUNT made the token but told no id of it, without which it can be neither watched nor revoked here. Revoke "${description}" in HUNT's list of API tokens.`;
  throw new AttributeError([], "The token cannot be managed", detail);
}

function toError(
  result: Exclude<RotationResult, { client: HuntClient }>,
  { path }: Delivery,
  description: string,
): Error {
  const { step, reason } = result.failure;
  if (result.outcome === "not created")
    return step === "prove store"
      ? new AttributeError(path, "The token cannot be delivered", `${reason.message} No token was made.`)
      : reason;
  if (result.outcome === "needs attention" && result.left !== "new token") return reason;
  const cause = step === "verify token" ? `It could not be used: ${reason.message}` : reason.message;
  const notDelivered = (end: string) =>
    new AttributeError(path, "The token was not delivered", `${cause} ${end}`);
  if (result.outcome === "rolled back")
    return notDelivered("The new token was revoked. What may have been stored of it is worthless.");
  const left = `The new token could not be revoked either: ${result.error.message} Revoke "${description}" in HUNT's list of API tokens.`;
  return new TokenLeftError(
    toManaged(result.record, description),
    notDelivered(`${left} Or apply again: it is in the state as tainted, so that the next apply revokes it.`),
  );
}
