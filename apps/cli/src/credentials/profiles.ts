import { open, readFile, rm, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { ApiToken, escapeToSingleLine, type TokenRecord } from "@huntkit/core";
import { quoteForShell } from "@huntkit/core/escape";
import { decodeText } from "@huntkit/core/files";
import { getConfigDirectory } from "@huntkit/toolkit";
import { CommandError, UsageError } from "../program/errors.js";
import type { Environment } from "../program/system.js";

/** An instance and a token under a name. */
export interface Profile {
  readonly instance: string;
  /** The token, if it is stored in this file, in plain text. */
  readonly token?: ApiToken | undefined;
  /** The entry of the operating system's keyring that holds the token otherwise. */
  readonly keyring?: string | undefined;
  /** Whose token it is, as HUNT said when it was stored. */
  readonly user?: string | undefined;
  /** HUNT's handle of the token, if `hunt` created it. */
  readonly handle?: string | undefined;
  /** Fingerprint of the token that the handle belongs to: someone may have replaced the token since. */
  readonly handleOf?: string | undefined;
  /** The token's description in HUNT, where it is known. */
  readonly description?: string | undefined;
  /** The path of a file of certificates to trust. */
  readonly ca?: string | undefined;
}

/** All profiles. */
export interface ProfileStore {
  readonly path: string;
  /** The name of the one that is used unless another is asked for. */
  readonly current: string | undefined;
  readonly profiles: Readonly<Record<string, Profile>>;
  /** Entries of the file that are not valid, unchanged. They do not block the other profiles. */
  readonly unreadable?: Readonly<Record<string, unknown>>;
}

/** A complaint about a token says which one. */
export function parseToken(place: string, value: string): ApiToken {
  try {
    return new ApiToken(value);
  } catch (error) {
    throw new UsageError(`${place}: ${(error as Error).message.replace(/^token: /, "")}`);
  }
}

/**
 * Returns the profiles with the new token of one, and what HUNT keeps of it.
 *
 * @param token the token. It is written to the file only if the previous one was.
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

/** The names of all profiles, the one in use first. */
export function listProfileNames({ current, profiles }: ProfileStore): string[] {
  return Object.keys(profiles).sort((one, other) => Number(other === current) - Number(one === current));
}

/** Tells which profiles there are to somebody who has named another. */
export function describeProfiles({ profiles }: ProfileStore): string {
  const names = Object.keys(profiles);
  return names.length === 0
    ? "No profiles exist yet. Run `hunt auth login`."
    : `Profiles: ${names.join(", ")}.`;
}

/** The user's own folder. */
export function getHomeDirectory(env: Environment): string {
  return env["HOME"] ?? env["USERPROFILE"] ?? homedir();
}

/** Returns the path of the file that holds the profiles. */
export function getProfilePath(env: Environment): string {
  return join(getConfigDirectory(env, getHomeDirectory(env))!, "profiles.json");
}

/**
 * Reads all profiles; a file that is not there holds none.
 *
 * @param warn tells that other users may read the file
 * @throws {UsageError} when it is no such file
 */
export async function readProfiles(env: Environment, warn: (text: string) => void): Promise<ProfileStore> {
  const path = getProfilePath(env);
  let text: string;
  try {
    text = decodeText(await readFile(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Some containers have /dev/null for a home.
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

/** Windows has no such modes. */
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

/** So often, and so many milliseconds apart, is looked whether another process has written the profiles: it takes few. */
const [tries, apart] = [100, 50];

/**
 * Reads the profiles, and writes what becomes of them: whole or not at all, for their owner's eyes only, and
 * not while another `hunt` does so, since the one that writes last would drop what the other has written.
 *
 * @param change gives the profiles as they are to be; what it throws leaves them as they are
 * @throws {UsageError} when they cannot be read or written
 * @throws {CommandError} when another process does not come to its end
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
          "Set XDG_CONFIG_HOME to a directory in which you can write.",
        );
  }
  try {
    await writeProfiles(change(await readProfiles(env, () => {})));
  } finally {
    await rm(lock, { force: true });
  }
}

/** A file that only one process can create. One that is left is not removed: nobody knows whether its maker still writes. */
async function acquireLock(lock: string): Promise<void> {
  for (let left = tries; ; left--) {
    try {
      return await (await open(lock, "wx", 0o600)).close();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      if (left === 0)
        throw new CommandError(
          `Another hunt process has locked the profiles for ${(tries * apart) / 1_000} seconds (${lock}).`,
          "If none is running, delete this file.",
        );
      await pause(apart);
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
