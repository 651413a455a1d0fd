import { createHash } from "node:crypto";
import { access, constants } from "node:fs/promises";
import { dirname, join } from "node:path";
import {
  createDescriptionMark,
  isHuntError,
  joinDescription,
  type ApiToken,
  type HuntClient,
  type TokenRecord,
} from "@huntkit/core";
import { createDirectory } from "@huntkit/core/files";
import {
  FileJournal,
  rotateToken,
  type JournalEntry,
  type ResumeResult,
  type RotationResult,
  type SecretStore,
} from "@huntkit/core/rotation";
import { getProfilePath } from "../../../credentials/profiles.js";
import { CommandError, UsageError } from "../../../program/errors.js";
import type { Environment } from "../../../program/system.js";
import { formatTokenName } from "./old-token.js";

/** What a rotation works with. */
export interface RotateInStoreOptions {
  /** Uses the old token. */
  readonly client: HuntClient;
  /** Returns a client for another token. */
  readonly connect: (token: ApiToken) => Promise<HuntClient>;
  readonly store: SecretStore;
  /** What the new token is for. A mark is added to it in HUNT. */
  readonly description: string;
  /** The old token, if it is proven which one it is; null also if it should be kept. */
  readonly old: TokenRecord | null;
  readonly journal?: FileJournal | undefined;
  readonly signal?: AbortSignal;
}

/**
 * Replaces the token in a store.
 *
 * @returns the record of the new token
 * @throws {CommandError} that says what is left, and what to clean up
 */
export async function rotateInStore({
  description,
  journal,
  signal,
  ...options
}: RotateInStoreOptions): Promise<TokenRecord> {
  const result = await rotateToken({
    ...options,
    describe: () => joinDescription(description, createDescriptionMark()),
    isDescriptionUnique: true,
    ...(journal && { journal }),
    ...(signal && { signal }),
  });
  if (result.outcome === "rotated") return result.record;
  throw toCommandError(result, options.store, options.old);
}

function toCommandError(
  result: Exclude<RotationResult, { outcome: "rotated" }>,
  store: SecretStore,
  old: TokenRecord | null,
): Error {
  if (result.outcome === "old token left")
    return new CommandError(
      `The token was replaced in ${store.describe()}, but the old one could not be revoked: ${result.error.message}`,
      `Revoke it: hunt token revoke ${formatTokenName(old!)}`,
    );
  const { step, reason } = result.failure;
  if (result.outcome === "not created")
    return step === "prove store" && !(reason instanceof CommandError)
      ? new UsageError(reason.message)
      : toReportable(reason);
  if (result.outcome === "rolled back")
    return createNotReplacedError(reason, "The new token was revoked; the old one is still valid.");
  switch (result.left) {
    case "maybe created":
      return reason;
    case "new token":
      return createNotReplacedError(
        reason,
        `The old token is still valid. The new one could not be revoked: ${result.error.message}\nRevoke it: hunt token revoke ${formatTokenName(result.record)}`,
      );
    case "both tokens":
    case "old token":
      return new CommandError(
        `The new token might not be stored: ${reason.message}`,
        `Neither was revoked: the old one and the new one, ${formatTokenName(result.record)}, are both valid. Find out which one is in use, and revoke the other: hunt token list`,
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
 * Opens the journal of a store's rotations, which is next to the profiles.
 *
 * @param command the command that stores the token. Only its hash is kept: the same program can write several
 *   secrets.
 */
export function openJournal(
  store: SecretStore,
  { instance }: HuntClient,
  env: Environment,
  now: () => number,
  command: readonly string[] = [],
): FileJournal {
  const name = createHash("sha256")
    .update([instance.origin, store.describe(), ...command].join("\n"))
    .digest("hex")
    .slice(0, 12);
  return new FileJournal(join(dirname(getProfilePath(env)), `rotation-${name}.json`), now);
}

/** Whether a journal can be kept. In some containers, nothing can be written to the home directory. */
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

/** Says what became of an interrupted rotation; empty if nothing was left of it. */
export function describeResumed(
  result: ResumeResult,
  { store, startedAt, description, created }: JournalEntry,
): string {
  const rotation = `The rotation that was interrupted on ${startedAt.slice(0, 10)}`;
  switch (result.outcome) {
    case "nothing left":
      return "";
    case "undone":
      return `${rotation} was undone: its new token was revoked, and the old one is still valid.`;
    case "finished":
      return `✓ ${rotation} is finished: the new token is in ${store}${oldTokenEnds[result.old]}`;
    case "maybe created":
      return `${rotation} may have created a token described "${description}" that was not stored. Revoke it if it is not in use: hunt token revoke ${result.candidates.map(formatTokenName).join(" or ")}`;
    case "both tokens left":
      return `${rotation} may have stored its new token in ${store}. Neither was revoked. Find out which of the two tokens described "${description}" is in use, and revoke the other: hunt token list. The new one is ${created?.id ?? created?.fingerprint}.`;
  }
}

const oldTokenEnds = {
  revoked: ", and the old one was revoked.",
  kept: ".",
  "in use":
    ". The old token is in use here, so it is still valid. Revoke it when it is no longer needed: hunt token list",
} as const;
