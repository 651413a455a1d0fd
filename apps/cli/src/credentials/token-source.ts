import { parseInstance, requireNoToken, type ApiToken } from "@huntkit/core";
import { readText } from "../program/files.js";
import type { Environment } from "../program/system.js";
import { parseToken } from "./profiles.js";

/** Where a token comes from. */
export type Source = "HUNT_TOKEN" | "HUNT_TOKEN_FILE" | "profile" | "powershell";

/** Which instance with which token, and how it is known. */
export interface Credentials {
  /** As it was written: `acme`, `https://hunt.example.org:8443`. */
  readonly instance: string;
  readonly token: ApiToken;
  readonly source: Source;
  /** The file that it comes from; absent for a variable. */
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
 * The token of the environment: the variable HUNT_TOKEN, or the file that HUNT_TOKEN_FILE names, as containers mount secrets.
 *
 * @throws {UsageError} when the file cannot be read
 * @throws {HuntInputError} when what is there is no token; it is not repeated
 */
export async function readTokenFromEnvironment(
  env: Environment,
): Promise<Pick<Credentials, "token" | "source" | "path"> | null> {
  if (env["HUNT_TOKEN"])
    return { token: parseToken("HUNT_TOKEN", env["HUNT_TOKEN"].trim()), source: "HUNT_TOKEN" };
  const path = env["HUNT_TOKEN_FILE"];
  if (!path) return null;
  requireNoToken("HUNT_TOKEN_FILE", path);
  const text = await readText(
    path,
    "HUNT_TOKEN_FILE",
    "Set it to the path of a file that contains only the token.",
  );
  return { token: parseToken(`HUNT_TOKEN_FILE (${path})`, text.trim()), source: "HUNT_TOKEN_FILE", path };
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
