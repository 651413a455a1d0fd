import { HuntClient, huntkitVersion, type ApiToken, type HuntClientOptions } from "@huntkit/core";
import { readTokenFromEnv } from "@huntkit/core/credentials";
import { readRoutesFromEnv, routesAdvice } from "@huntkit/toolkit";
import { UsageError } from "../program/errors.js";
import { readText } from "../program/files.js";
import { findInPowerShell } from "./powershell.js";
import {
  listProfileNames,
  parseToken,
  readProfiles,
  describeProfiles,
  type Profile,
  type ProfileStore,
} from "./profiles.js";
import type { Environment } from "../program/system.js";
import {
  isSameInstance,
  parseInstanceOf,
  readInstanceFromEnvironment,
  type Credentials,
} from "./token-source.js";

/** Values of the flags `--instance` and `--profile`. */
export interface CredentialSelection {
  readonly instance?: string | undefined;
  readonly profile?: string | undefined;
}

/**
 * Finds the instance and the token. With `--profile`, they come from that profile. Otherwise, these sources
 * are tried in order: HUNT_TOKEN, the file in HUNT_TOKEN_FILE, the command in HUNT_TOKEN_COMMAND, the
 * profiles, and the file of the vendor's PowerShell module. A token is used only for the instance that it is
 * stored with.
 *
 * @param warn called with a warning if other users can read a file of tokens
 * @throws {UsageError} `CLI_CREDENTIALS` if there is no instance or no token, or a variable is empty. The advice
 *   lists the ways to provide them.
 */
export async function findCredentials(
  { instance, profile }: CredentialSelection,
  env: Environment,
  warn: (text: string) => void,
): Promise<Credentials> {
  if (instance !== undefined) parseInstanceOf("--instance", instance);
  if (profile !== undefined) {
    const found = await requireProfile(await readProfiles(env, warn), profile, env);
    if (instance !== undefined && !isSameInstance(instance, found.instance))
      throw new UsageError(
        `--instance ${instance} does not match the profile ${profile}, which is for ${found.instance}.`,
        "Remove one of them.",
      );
    return found;
  }
  const ofEnvironment = readInstanceFromEnvironment(env);
  const wanted = instance ?? ofEnvironment;
  const isOfAnother =
    instance !== undefined && ofEnvironment !== undefined && !isSameInstance(instance, ofEnvironment);
  const given = isOfAnother ? null : await readTokenFromEnv(env);
  if (given !== null) {
    if (wanted === undefined)
      throw new UsageError(
        `${given.source} is set, but the instance of the token is missing.`,
        "Set HUNT_INSTANCE, for example HUNT_INSTANCE=acme, or add --instance acme.",
        "CLI_CREDENTIALS",
      );
    return { ...given, instance: wanted, env };
  }
  requireNoEmptyVariable(env, [
    ...(instance === undefined ? ["HUNT_INSTANCE"] : []),
    ...(isOfAnother ? [] : tokenVariables),
  ]);
  const store = await readProfiles(env, warn);
  const name = wanted === undefined ? store.current : findProfileName(store, wanted);
  if (name !== undefined) return requireProfile(store, name, env);
  const old = await findInPowerShell(wanted, env, warn);
  if (old !== null) return old;
  throw createNoTokenError(wanted, store);
}

const tokenVariables = ["HUNT_TOKEN", "HUNT_TOKEN_FILE", "HUNT_TOKEN_COMMAND"];

/**
 * Throws if a variable is set but empty, as with a missing secret of a pipeline. A profile could be of another
 * user or instance, so using it would hide the mistake.
 *
 * @throws {UsageError} `CLI_CREDENTIALS`
 */
function requireNoEmptyVariable(env: Environment, names: readonly string[]): void {
  const name = names.find((each) => env[each]?.trim() === "");
  if (name === undefined) return;
  throw new UsageError(
    `${name} is set, but it is empty.`,
    "If it comes from a secret, check that the secret exists and that this run can read it. To use a profile, " +
      "unset the variable, or add --profile.",
    "CLI_CREDENTIALS",
  );
}

/** Returns the name of a profile of the instance, and prefers the current one. */
function findProfileName(store: ProfileStore, instance: string): string | undefined {
  return listProfileNames(store).find((name) => isSameInstance(store.profiles[name]!.instance, instance));
}

async function requireProfile(store: ProfileStore, name: string, env: Environment): Promise<Credentials> {
  const { profiles, path } = store;
  const found: Profile | undefined = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  if (found === undefined)
    throw new UsageError(`No profile named "${name}" found.`, describeProfiles(store), "CLI_CREDENTIALS");
  const { instance, keyring, handleOf, description, ca } = found;
  const token = found.token ?? (await readKeyringToken(name, keyring!, env));
  const handle = handleOf === token.fingerprint ? found.handle : undefined;
  const place = found.token ? ({ source: "profile", path } as const) : ({ source: "keyring" } as const);
  return { instance, token, ...place, profile: name, handle, description, ca, env };
}

async function readKeyringToken(profile: string, entry: string, env: Environment): Promise<ApiToken> {
  const { readFromKeyring } = await import("./keyring.js");
  return parseToken(`the profile ${profile} in the keyring`, await readFromKeyring(profile, entry, env));
}

function createNoTokenError(wanted: string | undefined, { profiles }: ProfileStore): UsageError {
  const known = [...new Set(Object.values(profiles).map(({ instance }) => instance))];
  const message =
    wanted === undefined
      ? "No HUNT instance and no token found."
      : `No token found for ${wanted}.${known.length > 0 ? ` Profiles exist for ${known.join(", ")}.` : ""}`;
  const ways = [
    "Provide them in one of these ways:",
    `  on a laptop    hunt auth login --instance ${wanted ?? "acme"}`,
    `  in a pipeline  HUNT_INSTANCE=${wanted ?? "acme"} and HUNT_TOKEN, from the pipeline's secrets`,
    "  in a container HUNT_INSTANCE and HUNT_TOKEN_FILE, the path of a file with the token",
    "  from a vault   HUNT_INSTANCE and HUNT_TOKEN_COMMAND, a command that prints the token",
    "No token yet? https://github.com/huntkit/huntkit/blob/main/docs/get-a-token.md. No instance? Run `hunt sandbox`.",
  ];
  return new UsageError(message, ways.join("\n"), "CLI_CREDENTIALS");
}

/**
 * Creates a client with the user agent of `hunt` and the routes from the environment.
 *
 * @param options options of the core's client. `ca` is the path of a PEM file, not its content.
 * @param env variables, such as HUNT_TOKEN_ROUTES
 * @throws {UsageError} if the file of certificates cannot be read, or a variable is invalid
 */
export async function createClient(
  to: { readonly instance: string; readonly token?: ApiToken | string; readonly ca?: string | undefined },
  { ca, ...options }: Partial<HuntClientOptions>,
  env: Environment,
): Promise<HuntClient> {
  const path = ca ?? to.ca;
  return new HuntClient({
    instance: to.instance,
    token: to.token,
    ca: path === undefined ? undefined : await readText(path, "--ca"),
    userAgent: `huntkit-cli/${huntkitVersion}`,
    ...readRoutes(env),
    ...options,
  });
}

/**
 * Reads the routes of actions and tokens from the environment.
 *
 * @throws {UsageError} if a variable is invalid
 */
export function readRoutes(env: Environment): ReturnType<typeof readRoutesFromEnv> {
  return readRoutesFromEnv(env, (variable) => new UsageError(`Invalid value for ${variable}.`, routesAdvice));
}
