import { parseInstance, requireNoToken, type ApiToken } from "@huntkit/core";
import type { TokenFromEnv } from "@huntkit/core/credentials";
import type { Environment } from "../program/system.js";

/**
 * Where a token comes from: a variable, a profile with its token in plain text or in the keyring, or another
 * program.
 */
export type Source = TokenFromEnv["source"] | "profile" | "keyring" | "powershell";

/** Which instance with which token, and how it is known. */
export interface Credentials {
  /** As it was written: `acme`, `https://hunt.example.org:8443`. */
  readonly instance: string;
  readonly token: ApiToken;
  readonly source: Source;
  /** The file that it comes from, if it is one. */
  readonly path?: string;
  /** The profile's name; absent where it is none. */
  readonly profile?: string;
  /** HUNT's handle of the token, where it was kept when the token was made. */
  readonly handle?: string | undefined;
  readonly description?: string | undefined;
  /** A file of certificates that the profile trusts. */
  readonly ca?: string | undefined;
  /** The environment for connections: with the proxy of the PowerShell module, where that has one. */
  readonly env: Environment;
}

/**
 * Returns the instance that the variable HUNT_INSTANCE names; undefined if it is not set.
 *
 * @throws {HuntInputError} if it contains a token; it is not repeated
 */
export function readInstanceFromEnvironment(env: Environment): string | undefined {
  const instance = env["HUNT_INSTANCE"]?.trim() || undefined;
  if (instance !== undefined) requireNoToken("HUNT_INSTANCE", instance);
  return instance;
}

/** Whether two spellings mean one instance. */
export function isSameInstance(one: string, other: string): boolean {
  return parseInstance(one).origin === parseInstance(other).origin;
}
