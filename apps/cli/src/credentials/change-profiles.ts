import { mkdir, open, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Environment } from "../program/context.js";
import { CommandError, UsageError } from "../program/errors.js";
import { writePrivate } from "../program/write-private.js";
import { profilePath, readProfiles, type ProfileStore } from "./profiles.js";

/** So often, and so many milliseconds apart, is looked whether another process has written the profiles: it takes few. */
const [tries, apart] = [100, 50];

/**
 * Reads the profiles, and writes what becomes of them: whole or not at all, for their owner's eyes only, and not while another
 * `hunt` does so, since the one that writes last would drop what the other has written.
 *
 * @param change gives the profiles as they are to be; what it throws leaves them as they are
 * @throws {UsageError} when they cannot be read or written
 * @throws {CommandError} when another process does not come to its end
 */
export async function changeProfiles(
  env: Environment,
  change: (store: ProfileStore) => ProfileStore,
): Promise<void> {
  const path = profilePath(env);
  const lock = `${path}.lock`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await take(lock);
  } catch (error) {
    throw error instanceof CommandError
      ? error
      : new UsageError(`${path}: the profiles cannot be written (${(error as NodeJS.ErrnoException).code}).`);
  }
  try {
    await write(change(await readProfiles(env, () => {})));
  } finally {
    await rm(lock, { force: true });
  }
}

/** A file that only one process can create. One that is left is not removed: nobody knows whether its maker still writes. */
async function take(lock: string): Promise<void> {
  for (let left = tries; ; left--) {
    try {
      return await (await open(lock, "wx", 0o600)).close();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      if (left === 0)
        throw new CommandError(
          `${lock}: another hunt has been writing the profiles for ${(tries * apart) / 1_000} seconds.`,
          "If none is running, delete that file.",
        );
      await pause(apart);
    }
  }
}

async function write({ path, current, profiles }: ProfileStore): Promise<void> {
  const plain = Object.entries(profiles).map(
    ([name, { token, ...profile }]) => [name, { ...profile, token: token.reveal() }] as const,
  );
  await writePrivate(path, `${JSON.stringify({ current, profiles: Object.fromEntries(plain) }, null, 2)}\n`);
}
