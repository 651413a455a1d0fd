import { readFile, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import type { ApiToken } from "@huntkit/core";
import type { Environment } from "../program/context.js";
import { UsageError } from "../program/errors.js";
import { named } from "./environment.js";

/** An instance and a token under a name. */
export interface Profile {
  readonly instance: string;
  readonly token: ApiToken;
  /** Whose token it is, as HUNT said when it was stored. */
  readonly user?: string | undefined;
  /** HUNT's handle of the token, where `hunt` made it. */
  readonly handle?: string | undefined;
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
}

/** The names of all profiles, the one in use first. */
export function profileNames({ current, profiles }: ProfileStore): string[] {
  return Object.keys(profiles).sort((one, other) => Number(other === current) - Number(one === current));
}

/** Tells which profiles there are to somebody who has named another. */
export function whichThereAre({ profiles }: ProfileStore): string {
  const names = Object.keys(profiles);
  return names.length === 0 ? "There is none yet. Run `hunt auth login`." : `There are ${names.join(", ")}.`;
}

/** The user's own folder. */
export function homeOf(env: Environment): string {
  return env["HOME"] ?? env["USERPROFILE"] ?? homedir();
}

/** Where profiles are kept: in the place for settings by the XDG Base Directory Specification, on Windows in AppData. */
export function profilePath(env: Environment): string {
  const base =
    env["XDG_CONFIG_HOME"] ||
    (process.platform === "win32" && env["APPDATA"]) ||
    join(homeOf(env), ".config");
  return join(base, "huntkit", "profiles.json");
}

/**
 * Reads all profiles; a file that is not there holds none.
 *
 * @param warn tells that other users may read the file
 * @throws {UsageError} when it is no such file
 */
export async function readProfiles(env: Environment, warn: (text: string) => void): Promise<ProfileStore> {
  const path = profilePath(env);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Some containers have /dev/null for a home.
    if (code === "ENOENT" || code === "ENOTDIR") return { path, current: undefined, profiles: {} };
    throw new UsageError(`${path}: the profiles cannot be read (${code}).`);
  }
  await warnOfOthers(path, warn);
  const data = parse(text, path);
  const profiles = Object.entries(data.profiles).map(
    ([name, { token, ...profile }]) =>
      [name, { ...profile, token: named(`the profile ${name} in ${path}`, token) }] as const,
  );
  return { path, current: data.current, profiles: Object.fromEntries(profiles) };
}

/** Windows has no such modes. */
export async function warnOfOthers(path: string, warn: (text: string) => void): Promise<void> {
  if (process.platform === "win32") return;
  const { mode } = await stat(path);
  if ((mode & 0o077) !== 0)
    warn(`hunt: other users of this machine can read the tokens in ${path}. Run: chmod 600 ${path}`);
}

interface File {
  current?: string;
  profiles: Record<string, Omit<Profile, "token"> & { token: string }>;
}

function parse(text: string, path: string): File {
  const broken = new UsageError(
    `${path}: it is no list of profiles.`,
    "Mend it, or delete it and run `hunt auth login`.",
  );
  let data: Partial<File> | null;
  try {
    data = JSON.parse(text) as Partial<File> | null;
  } catch {
    throw broken;
  }
  const profiles: unknown = data?.profiles;
  if (typeof profiles !== "object" || profiles === null) throw broken;
  const isProfile = (each: unknown): boolean =>
    typeof (each as Profile | null)?.instance === "string" &&
    typeof (each as { token: unknown }).token === "string";
  if (!Object.values(profiles).every(isProfile)) throw broken;
  return data as File;
}
