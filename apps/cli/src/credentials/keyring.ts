import { randomBytes } from "node:crypto";
import type { ApiToken } from "@huntkit/core";
import { CommandError } from "../program/errors.js";
import type { Environment } from "../program/system.js";
import type { Keyring, KeyringSearch } from "./keyring-programs.js";

/**
 * Finds the keyring of this machine, without reading from it.
 *
 * @param platform value of `process.platform`
 */
export async function findKeyring(
  env: Environment,
  platform: string = process.platform,
): Promise<KeyringSearch> {
  if (env["HUNT_NO_KEYRING"]) return { keyring: null, reason: "HUNT_NO_KEYRING is set" };
  const { createKeyring } = await import("./keyring-programs.js");
  return createKeyring(env, platform);
}

/**
 * Reads the token of an entry.
 *
 * @param profile name of the profile that the entry belongs to, for messages
 * @throws {CommandError} if the keyring cannot be used, or has no such entry
 */
export async function readFromKeyring(profile: string, entry: string, env: Environment): Promise<string> {
  const { keyring, value } = await openEntry(profile, entry, env);
  if (value !== null) return value;
  throw createKeyringError(`${keyring.name} does not contain the token of the profile ${profile}.`);
}

async function openEntry(
  profile: string,
  entry: string,
  env: Environment,
): Promise<{ keyring: Keyring; value: string | null }> {
  const search = await findKeyring(env);
  if (search.keyring === null)
    throw createKeyringError(
      `The token of the profile ${profile} is in a keyring that cannot be used, because ${search.reason}.`,
    );
  const { keyring } = search;
  try {
    return { keyring, value: await keyring.read(entry) };
  } catch (error) {
    throw createKeyringError(
      `The token of the profile ${profile} could not be read from ${keyring.name}: ${(error as Error).message}`,
    );
  }
}

function createKeyringError(message: string): CommandError {
  return new CommandError(
    message.charAt(0).toUpperCase() + message.slice(1),
    "Unlock the keyring, or sign in again: hunt auth login. With --insecure-storage, the token is stored in a file.",
    2,
    "CLI_CREDENTIALS",
  );
}

/** The keyring entry that a token was stored in, or the reason why it was not stored. */
export type KeyringResult =
  | { readonly entry: string; readonly keyring: Keyring }
  | { readonly entry: null; readonly reason: string };

/**
 * Stores a token in the keyring, and reads it again.
 *
 * @param entry the entry to replace. Default: a new entry. Its name has a random part, because another
 *   directory of profiles may have a profile of the same name.
 * @returns `entry: null` if there is no keyring, or it does not work
 */
export async function storeInKeyring(
  env: Environment,
  profile: string,
  token: ApiToken,
  entry: string = `${profile.replace(/[^\w.-]/g, "_").slice(0, 40)}-${randomBytes(4).toString("hex")}`,
): Promise<KeyringResult> {
  const search = await findKeyring(env);
  if (search.keyring === null) return { entry: null, reason: search.reason };
  const { keyring } = search;
  try {
    await keyring.write(entry, token.reveal());
    if ((await keyring.read(entry))?.trim() === token.reveal()) return { entry, keyring };
    return { entry: null, reason: `${keyring.name} did not store it` };
  } catch (error) {
    return {
      entry: null,
      reason: `${keyring.name} cannot be used: ${(error as Error).message.replace(/\.$/, "")}`,
    };
  }
}

/**
 * Removes an entry that is no longer used.
 *
 * @returns whether the entry was removed. An entry of a locked keyring remains.
 */
export async function removeFromKeyring(entry: string, env: Environment): Promise<boolean> {
  const { keyring } = await findKeyring(env);
  if (keyring === null) return false;
  return keyring.remove(entry).then(
    () => true,
    () => false,
  );
}
