import type { HuntClient, TokenRecord } from "@huntkit/core";
import { rotateToken, type RotationJournal, type RotationResult } from "@huntkit/core/rotation";
import { AttributeError } from "@huntkit/terraform-plugin";
import type { Connection } from "../connection.js";
import type { Delivery } from "./delivery.js";
import { getStateId } from "./managed-token.js";

/** A token that exists in HUNT, with its ID in Terraform. */
export interface ManagedToken {
  readonly id: string;
  readonly record: TokenRecord;
}

/** A token was neither delivered nor revoked, so it must be stored in the state as tainted. */
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
 * Creates a token, verifies it, and delivers it. Ignores the signal after the request is sent: an interrupted
 * run must not leave an unknown token.
 *
 * @param journal stores what a later run needs to revoke the token if this one is interrupted
 * @throws {AttributeError} if the token could not be delivered, and was revoked
 * @throws {TokenLeftError} if the token could not be revoked either
 * @throws {HuntError} as `tokens.create` of the core does. It explains how to find the token if the response
 *   was lost.
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
 * Creates a token, and returns it with its value.
 *
 * @throws {AttributeError} if HUNT returns no ID of the token
 */
export async function createManagedToken(client: HuntClient, description: string) {
  const created = await client.tokens.create(description);
  return { ...created, ...toManaged(created.record, description) };
}

function toManaged(record: TokenRecord, description: string): ManagedToken {
  const id = getStateId(record);
  if (id !== null) return { id, record };
  const detail =
    "HUNT created the token, but did not return its ID, which is required to manage it. " +
    `Revoke "${description}" in HUNT's list of API tokens.`;
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
      ? new AttributeError(path, "The token cannot be delivered", `${reason.message} No token was created.`)
      : reason;
  if (result.outcome === "needs attention" && result.left !== "new token") return reason;
  const cause = step === "verify token" ? `The new token is not valid: ${reason.message}` : reason.message;
  const notDelivered = (end: string) =>
    new AttributeError(path, "The token was not delivered", `${cause} ${end}`);
  if (result.outcome === "rolled back")
    return notDelivered("The new token was revoked. A stored copy of it is not valid.");
  const left = `The new token could not be revoked either: ${result.error.message} Revoke "${description}" in HUNT's list of API tokens.`;
  return new TokenLeftError(
    toManaged(result.record, description),
    notDelivered(`${left} Alternatively, apply again: the token is tainted, so the next apply revokes it.`),
  );
}
