import { createHash } from "node:crypto";
import { access, constants } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isHuntError, type ApiToken, type HuntClient, type TokenRecord } from "@huntkit/core";
import { createDescriptionMark, joinDescription } from "@huntkit/core/internal";
import { createDirectory } from "@huntkit/core/files";
import {
  type FileJournal,
  rotateToken,
  type JournalEntry,
  type ResumeResult,
  type RotationResult,
  type SecretStore,
} from "@huntkit/core/rotation";
import { getProfilePath } from "../../../credentials/profiles.js";
import { CommandError, UsageError } from "../../../program/errors.js";
import type { Environment } from "../../../program/system.js";
import { describePlace } from "./choose-store.js";
import { formatTokenName } from "./old-token.js";

/** Options of {@link rotateInStore}. */
export interface RotateInStoreOptions {
  /** Client that uses the old token. */
  readonly client: HuntClient;
  /** Returns a client for another token. */
  readonly connect: (token: ApiToken) => Promise<HuntClient>;
  readonly store: SecretStore;
  /** Description of the new token. A mark is added to it in HUNT. */
  readonly description: string;
  /** The old token. Null if it is not proven which one it is, or if it must not be revoked. */
  readonly old: TokenRecord | null;
  /** Whether its ID was kept since its creation, HUNT lists its value, or the user named it. Default: false. */
  readonly isOldCertain?: boolean;
  readonly journal?: FileJournal | undefined;
  /** Checks that the content of the store can be replaced, directly before a token is created. */
  readonly checkStore?: () => Promise<void>;
  readonly signal?: AbortSignal;
}

/**
 * Replaces the token in a store.
 *
 * @returns the record of the new token, and what happened to the old one
 * @throws {CommandError} if the rotation failed. The advice explains what to clean up.
 */
export async function rotateInStore({
  description,
  journal,
  signal,
  ...options
}: RotateInStoreOptions): Promise<Extract<RotationResult, { outcome: "rotated" }>> {
  const result = await rotateToken({
    ...options,
    describe: () => joinDescription(description, createDescriptionMark()),
    isDescriptionUnique: true,
    ...(journal && { journal }),
    ...(signal && { signal }),
  });
  if (result.outcome === "rotated") return result;
  throw toCommandError(result, options.store, options.old);
}

function toCommandError(
  result: Exclude<RotationResult, { outcome: "rotated" }>,
  store: SecretStore,
  old: TokenRecord | null,
): Error {
  if (result.outcome === "old token left")
    return new CommandError(
      `The new token was stored ${describePlace(store)}, but the old one could not be revoked: ${result.error.message}`,
      `To revoke it, run: hunt token revoke ${formatTokenName(old!)}`,
    );
  const { step, reason } = result.failure;
  if (result.outcome === "not created")
    return step === "prove store" && !(reason instanceof CommandError)
      ? new UsageError(reason.message)
      : toReportable(reason);
  if (result.outcome === "rolled back")
    return createNotReplacedError(reason, "The new token was revoked. The old token is still valid.");
  switch (result.left) {
    case "maybe created":
      return reason;
    case "new token":
      return createNotReplacedError(
        reason,
        `The old token is still valid. The new token could not be revoked: ${result.error.message}\nTo revoke it, run: hunt token revoke ${formatTokenName(result.record)}`,
      );
    case "both tokens":
    case "old token":
      return new CommandError(
        `The new token might not be stored: ${reason.message}`,
        `Neither was revoked: the old token and the new token, ${formatTokenName(result.record)}, are both valid. Check which one is stored, and revoke the other. To list them, run: hunt token list`,
      );
  }
}

function createNotReplacedError({ message }: Error, advice: string): CommandError {
  return new CommandError(`The token was not replaced: ${message}`, advice);
}

/**
 * Waits for a journal or a store.
 *
 * @throws {CommandError} if it fails, since their errors are expected
 */
export async function reportFailure<T>(action: Promise<T>): Promise<T> {
  try {
    return await action;
  } catch (error) {
    throw toReportable(error as Error);
  }
}

function toReportable(error: Error): Error {
  return error instanceof CommandError || isHuntError(error) ? error : new CommandError(error.message);
}

/**
 * Returns the path of the journal of a store's rotations, which is next to the profiles.
 *
 * @param command the command that stores the token. Only its hash is kept: the same program can write several
 *   secrets.
 * @throws {Error} if the store cannot be identified
 */
export async function findJournalPath(
  store: SecretStore,
  { instance }: HuntClient,
  env: Environment,
  command: readonly string[] = [],
): Promise<string> {
  const identity = store.identify ? [await store.identify()] : [];
  const name = createHash("sha256")
    .update([instance.origin, store.describe(), ...identity, ...command].join("\n"))
    .digest("hex")
    .slice(0, 12);
  return join(dirname(getProfilePath(env)), `rotation-${name}.json`);
}

/** Returns whether a journal can be written. In some containers, the home directory is read-only. */
export async function canKeepJournal(env: Environment): Promise<boolean> {
  const directory = dirname(getProfilePath(env));
  try {
    await createDirectory(directory, { mode: 0o700 });
    await access(directory, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Returns how a rotation ended without a result, with the date: `was interrupted on 2026-03-01`. */
export function describeInterruption({ startedAt, failure }: JournalEntry): string {
  const day = startedAt.slice(0, 10);
  return failure ? `failed on ${day} (${failure.replace(/\.$/, "")})` : `was interrupted on ${day}`;
}

/** Describes the outcome of an interrupted rotation. Empty if there was nothing to clean up. */
export function describeResumed(result: ResumeResult, entry: JournalEntry, store: SecretStore): string {
  const { description, created } = entry;
  const rotation = `The rotation that ${describeInterruption(entry)}`;
  switch (result.outcome) {
    case "nothing left":
      return "";
    case "undone":
      return `${rotation} was undone. The new token was revoked, and the old token is still valid.`;
    case "finished":
      return `✓ ${rotation} is finished. The new token is stored ${describePlace(store)}${oldTokenEnds[result.old]}`;
    case "maybe created":
      return `${rotation} may have created a token with the description "${description}" that was not stored. If it is not in use, revoke it: hunt token revoke ${result.candidates.map(formatTokenName).join(" or ")}`;
    case "both tokens left":
      return `${rotation} may have stored its new token, ${created?.id ?? created?.fingerprint}, ${describePlace(store)}. Neither was revoked. Check which of the two tokens with the description "${description}" is stored, and revoke the other. To list them, run: hunt token list`;
  }
}

const oldTokenEnds = {
  revoked: ", and the old token was revoked.",
  kept: ".",
  "in use":
    ". The old token is in use on this machine, so it is still valid. Revoke it when you no longer need it.",
} as const;
