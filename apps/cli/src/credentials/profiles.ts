import { open, readFile, rm, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { ApiToken, type TokenRecord } from "@huntkit/core";
import { escapeToSingleLine, quoteForShell } from "@huntkit/core/escape";
import { decodeText } from "@huntkit/core/files";
import { getConfigDirectory } from "@huntkit/toolkit";
import { CommandError, UsageError } from "../program/errors.js";
import type { Environment } from "../program/system.js";

/** An instance and a token, saved under a name. */
export interface Profile {
  readonly instance: string;
  /** The token, if it is stored in this file, in plain text. */
  readonly token?: ApiToken | undefined;
  /** Name of the entry in the operating system's keyring, if the token is stored there. */
  readonly keyring?: string | undefined;
  /** User of the token, as HUNT returned it when the token was stored. */
  readonly user?: string | undefined;
  /** ID of the token's record in HUNT, if `hunt` created the token. */
  readonly handle?: string | undefined;
  /** Fingerprint of the token that `handle` belongs to. Another program may have replaced the token since. */
  readonly handleOf?: string | undefined;
  /** Description of the token in HUNT, if it is known. */
  readonly description?: string | undefined;
  /** Path of a PEM file of additional certificates to trust. */
  readonly ca?: string | undefined;
}

/** All profiles. */
export interface ProfileStore {
  readonly path: string;
  /** Name of the profile that is used by default. */
  readonly current: string | undefined;
  readonly profiles: Readonly<Record<string, Profile>>;
  /** Entries of the file that are not valid, unchanged. They do not block the other profiles. */
  readonly unreadable?: Readonly<Record<string, unknown>>;
}

/**
 * Parses a token.
 *
 * @param place source of the token, for the error message
 * @throws {UsageError} if it is not valid. The message does not contain it.
 */
export function parseToken(place: string, value: string): ApiToken {
  try {
    return new ApiToken(value);
  } catch (error) {
    throw new UsageError(`${place}: ${(error as Error).message.replace(/^token: /, "")}`);
  }
}

/**
 * Returns the profiles with a new token for one of them, and with the ID and the description of its record.
 *
 * @param token the token. It is written to the file only if the previous token was in the file.
 * @throws {CommandError} if the profile does not exist
 */
export function setProfileToken(
  store: ProfileStore,
  name: string,
  { token, record: { handle, description } }: { readonly token: ApiToken; readonly record: TokenRecord },
): ProfileStore {
  const old = Object.hasOwn(store.profiles, name) ? store.profiles[name] : undefined;
  if (old === undefined) throw new CommandError(`the profile ${name} has been deleted in the meantime.`);
  const profile: Profile = {
    ...old,
    ...(old.keyring === undefined && { token }),
    handle: typeof handle === "string" ? handle : undefined,
    handleOf: token.fingerprint,
    description: description ?? undefined,
  };
  return { ...store, profiles: { ...store.profiles, [name]: profile } };
}

/** Returns the names of all profiles, the current one first. */
export function listProfileNames({ current, profiles }: ProfileStore): string[] {
  return Object.keys(profiles).sort((one, other) => Number(other === current) - Number(one === current));
}

/** Returns advice for a profile that does not exist: the names of the existing ones. */
export function describeProfiles({ profiles }: ProfileStore): string {
  const names = Object.keys(profiles);
  return names.length === 0
    ? "No profiles exist yet. Run `hunt auth login`."
    : `Profiles: ${names.join(", ")}.`;
}

/** Returns the user's home directory. */
export function getHomeDirectory(env: Environment): string {
  return env["HOME"] ?? env["USERPROFILE"] ?? homedir();
}

/** Returns the path of the file that holds the profiles. */
export function getProfilePath(env: Environment): string {
  return join(getConfigDirectory(env, getHomeDirectory(env))!, "profiles.json");
}

/**
 * Reads all profiles. If the file does not exist, there are none.
 *
 * @param warn called with a warning if other users can read the file, or a profile is not valid
 * @throws {UsageError} if the file cannot be read, or is not a list of profiles
 */
export async function readProfiles(env: Environment, warn: (text: string) => void): Promise<ProfileStore> {
  const path = getProfilePath(env);
  let text: string;
  try {
    text = decodeText(await readFile(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // In some containers, the home directory is /dev/null.
    if (code === "ENOENT" || code === "ENOTDIR") return { path, current: undefined, profiles: {} };
    throw new UsageError(`Could not read the profiles in ${path} (${code}).`);
  }
  await warnIfReadableByOthers(path, warn);
  const data = parseFile(text, path);
  const profiles: Record<string, Profile> = {};
  const unreadable: Record<string, unknown> = {};
  for (const [name, written] of Object.entries(data.profiles)) {
    const profile = parseProfile(written);
    if (profile !== null) profiles[name] = profile;
    else {
      unreadable[name] = written;
      warn(
        `hunt: Skipped the profile ${escapeToSingleLine(name)} in ${path}, which is not valid. Run: hunt auth login --profile ${quoteForShell(name)}`,
      );
    }
  }
  return { path, current: data.current, profiles, unreadable };
}

/** Returns null for an entry that is not valid. */
function parseProfile(written: unknown): Profile | null {
  const { token, ...profile } = (written ?? {}) as Profile & { readonly token?: unknown };
  if (typeof profile.instance !== "string") return null;
  if (typeof (token ?? profile.keyring) !== "string") return null;
  if (token === undefined) return profile;
  try {
    return { ...profile, token: new ApiToken(String(token)) };
  } catch {
    return null;
  }
}

/** Warns if other users can read a file. Windows has no such permission bits, so nothing is checked there. */
export async function warnIfReadableByOthers(path: string, warn: (text: string) => void): Promise<void> {
  if (process.platform === "win32") return;
  const { mode } = await stat(path);
  if ((mode & 0o077) !== 0)
    warn(`hunt: Other users of this machine can read the tokens in ${path}. Run: chmod 600 ${path}`);
}

interface File {
  current?: string;
  profiles: Record<string, unknown>;
}

function parseFile(text: string, path: string): File {
  const broken = new UsageError(
    `${path} is not a valid list of profiles.`,
    "Fix it, or delete it and run `hunt auth login`.",
  );
  let data: Partial<File> | null;
  try {
    data = JSON.parse(text) as Partial<File> | null;
  } catch {
    throw broken;
  }
  const profiles: unknown = data?.profiles;
  if (typeof profiles !== "object" || profiles === null) throw broken;
  return data as File;
}

/**
 * How often a lock of another process is checked before giving up. A process writes in a few milliseconds.
 */
const maxLockChecks = 100;

/** Milliseconds between two checks. */
const lockCheckIntervalMs = 50;

/**
 * Reads the profiles, changes them, and writes them: atomically, and readable only by their owner. A lock
 * file prevents two processes from overwriting each other's changes.
 *
 * @param change returns the new profiles. If it throws, nothing is written.
 * @throws {UsageError} if the profiles cannot be read or written
 * @throws {CommandError} if another process holds the lock for too long
 */
export async function updateProfiles(
  env: Environment,
  change: (store: ProfileStore) => ProfileStore,
): Promise<void> {
  const path = getProfilePath(env);
  const lock = `${path}.lock`;
  try {
    const { createDirectory } = await import("@huntkit/core/files");
    await createDirectory(dirname(path), { mode: 0o700 });
    await acquireLock(lock);
  } catch (error) {
    throw error instanceof CommandError
      ? error
      : new UsageError(
          `Could not write the profiles to ${path} (${(error as NodeJS.ErrnoException).code}).`,
          "Set XDG_CONFIG_HOME to a writable directory.",
        );
  }
  try {
    await writeProfiles(change(await readProfiles(env, () => {})));
  } finally {
    await rm(lock, { force: true });
  }
}

/**
 * Creates the lock file, which only one process can do at a time. A lock of another process is never removed,
 * because that process may still be writing.
 */
async function acquireLock(lock: string): Promise<void> {
  for (let left = maxLockChecks; ; left--) {
    try {
      return await (await open(lock, "wx", 0o600)).close();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      if (left === 0)
        throw new CommandError(
          `Could not lock the profiles: ${lock} still exists after ${(maxLockChecks * lockCheckIntervalMs) / 1_000} seconds.`,
          "Delete the file if no other `hunt` command is running.",
        );
      await pause(lockCheckIntervalMs);
    }
  }
}

async function writeProfiles({ path, current, profiles, unreadable }: ProfileStore): Promise<void> {
  const plain = Object.entries(profiles).map(
    ([name, { token, ...profile }]) => [name, { ...profile, token: token?.reveal() }] as const,
  );
  const { writePrivateFile } = await import("@huntkit/core/files");
  await writePrivateFile(
    path,
    `${JSON.stringify({ current, profiles: { ...unreadable, ...Object.fromEntries(plain) } }, null, 2)}\n`,
  );
}
