import { HuntInputError, parseInstance, type ApiToken, type Instance } from "@huntkit/core";
import { requireNoToken } from "@huntkit/core/internal";
import type { TokenFromEnv } from "@huntkit/core/credentials";
import type { Environment } from "../program/system.js";

/**
 * The source of a token: a variable, a profile in plain text, a profile in the keyring, or the vendor's
 * PowerShell module.
 */
export type Source = TokenFromEnv["source"] | "profile" | "keyring" | "powershell";

/** An instance, a token, and their source. */
export interface Credentials {
  /** The instance as the user wrote it, such as `acme` or `https://hunt.example.org:8443`. */
  readonly instance: string;
  readonly token: ApiToken;
  readonly source: Source;
  /** Path of the file that the token comes from, if it comes from a file. */
  readonly path?: string;
  /** Name of the profile, if the token comes from a profile. */
  readonly profile?: string;
  /** ID of the token's record in HUNT, if the profile contains it. */
  readonly handle?: string | undefined;
  readonly description?: string | undefined;
  /** Path of a PEM file of additional certificates that the profile trusts. */
  readonly ca?: string | undefined;
  /** Environment for connections, with the proxy of the PowerShell module if it has one. */
  readonly env: Environment;
}

/**
 * Returns the value of the variable HUNT_INSTANCE, or undefined if it is not set.
 *
 * @throws {HuntInputError} if it contains a token. The message does not contain the token.
 */
export function readInstanceFromEnvironment(env: Environment): string | undefined {
  const instance = env["HUNT_INSTANCE"]?.trim() || undefined;
  if (instance === undefined) return undefined;
  requireNoToken("HUNT_INSTANCE", instance);
  parseInstanceOf("HUNT_INSTANCE", instance);
  return instance;
}

/**
 * Parses the value of `--instance` or `HUNT_INSTANCE`.
 *
 * @param name `--instance` or `HUNT_INSTANCE`
 * @throws {HuntInputError} if it is not valid. The message starts with the name.
 */
export function parseInstanceOf(name: string, value: string): Instance {
  try {
    return parseInstance(value);
  } catch (error) {
    if (!(error instanceof HuntInputError)) throw error;
    throw new HuntInputError(error.input, error.problem, error.message.replace(/^instance: /, `${name}: `));
  }
}

/** Returns whether two values, such as a name and a URL, are the same instance. */
export function isSameInstance(one: string, other: string): boolean {
  return parseInstance(one).origin === parseInstance(other).origin;
}
