import { resolve } from "node:path";
import { splitCommand } from "@huntkit/core/credentials";
import { CombinedStore, CommandStore, FileStore, type SecretStore } from "@huntkit/core/rotation";
import type { Credentials } from "../../../credentials/token-source.js";
import { UsageError } from "../../../program/errors.js";
import type { Environment } from "../../../program/system.js";
import { KeyringTokenStore } from "./keyring-token-store.js";
import { ProfileTokenStore } from "./profile-token-store.js";

/** The places for a new token that the user named. */
export interface NamedPlaces {
  /** Program and arguments of the command after `--`. Empty if there is none. */
  readonly command: readonly string[];
  /** Value of `--verify-command`: a program and its arguments that prints what the command has stored. */
  readonly verifyCommand?: string | undefined;
  /** Values of `--to`: addresses. */
  readonly to: readonly string[];
}

/** Where a rotation stores the new token. */
export interface ChosenStore {
  readonly store: SecretStore;
  /** The stores of `--to`. */
  readonly named: readonly SecretStore[];
}

const filePrefix = "file:";

/**
 * Returns where a rotation stores the new token: in the places that the user named, and in the place that the old one
 * comes from, which would otherwise contain a revoked token. A command is written after the stores, because only they
 * can be restored.
 *
 * @throws {UsageError} if the new token cannot be stored: the old one comes from a variable, or from the file of
 *   another program, and no other place was named. Also if an address or the credentials of its service are not valid.
 */
export async function chooseStore(
  { command, verifyCommand, to }: NamedPlaces,
  credentials: Credentials,
  env: Environment,
): Promise<ChosenStore> {
  if (verifyCommand !== undefined && command.length === 0)
    throw new UsageError(
      "--verify-command requires a command after --.",
      "Remove it. All other places are always verified.",
    );
  const own = getOwnStore(credentials, env);
  const addresses = to.filter((address) => own === null || !isOwnFile(address, credentials));
  const named: SecretStore[] = [];
  for (const address of addresses) named.push(await openAddress(address, env));
  const other = command.length > 0 ? [openCommand(command, verifyCommand)] : [];
  const stores = [...named, ...other, ...(own ? [own] : [])];
  requireDistinct(stores);
  if (stores.length > 1) return { store: new CombinedStore(stores), named };
  const [store] = stores;
  if (store) return { store, named };
  throw new UsageError(
    `The token comes from ${describeHolder(credentials)}. hunt cannot store a new token there.`,
    "Use --to, or a command that reads the token from stdin. For example: hunt token rotate -- gh " +
      "secret set HUNT_TOKEN",
  );
}

/** Returns where a store keeps a token, with a preposition: `in the profile lab`, `with the command gh`. */
export function describePlace(store: SecretStore): string {
  if (store instanceof CombinedStore) return store.describe(describePlace);
  return `${store instanceof CommandStore ? "with" : "in"} ${store.describe()}`;
}

/**
 * Describes the steps that store a token. A command without `--verify-command` is not verified: its exit code, and
 * whether it has read the token, are all that is known.
 *
 * @param store the store of {@link chooseStore} for these places
 */
export function describeStoring(
  store: SecretStore,
  { command: [program], verifyCommand }: Pick<NamedPlaces, "command" | "verifyCommand">,
): string[] {
  const place = `store it ${describePlace(store)}`;
  const isVerified = program === undefined || verifyCommand !== undefined;
  if (isVerified) return [`${place}, and verify that it was stored`];
  const advice = "(to verify what it stores, use --verify-command)";
  if (store instanceof CommandStore) return [`${place}, which must read it and exit with code 0 ${advice}`];
  return [
    place,
    `verify that it was stored, except by ${program}, which must read the token and exit with code 0 ${advice}`,
  ];
}

/** Returns the place of the current token that a rotation cannot write to, such as a variable. */
export function describeHolder({ source, path }: Credentials): string {
  return source === "powershell" ? `${path}, the file of the PowerShell module` : `the variable ${source}`;
}

function getOwnStore({ source, profile, path }: Credentials, env: Environment): SecretStore | null {
  if (source === "keyring") return new KeyringTokenStore(profile!, env);
  if (source === "profile") return new ProfileTokenStore(profile!, env);
  return source === "HUNT_TOKEN_FILE" ? openFile(resolve(path!)) : null;
}

function isOwnFile(address: string, { path }: Credentials): boolean {
  return address.startsWith(filePrefix) && resolve(address.slice(filePrefix.length)) === path;
}

/** @throws {UsageError} if the address is not valid, or a credential is missing */
async function openAddress(address: string, env: Environment): Promise<SecretStore> {
  const path = address.startsWith(filePrefix) ? address.slice(filePrefix.length) : null;
  if (path === "")
    throw new UsageError(
      `Invalid value "${address}" for --to.`,
      "Use file:<path>, for example file:token.txt.",
    );
  if (path !== null) return openFile(resolve(path));
  const { openSecretStore, parseStoreAddress, ServiceError } = await import("@huntkit/secret-stores");
  const parsed = parseStoreAddress("--to", address, [`${filePrefix}<path>`]);
  try {
    return await openSecretStore(parsed, { env });
  } catch (error) {
    throw error instanceof ServiceError ? new UsageError(error.message) : error;
  }
}

function openCommand(command: readonly string[], verifyCommand: string | undefined): CommandStore {
  const verify = verifyCommand === undefined ? undefined : splitCommand("--verify-command", verifyCommand);
  return new CommandStore(command, { verifyCommand: verify });
}

function openFile(path: string): FileStore {
  return new FileStore(path, { followLinks: true, lineBreak: true });
}

/** The second write to a store would fail, because the first one has changed it. */
function requireDistinct(stores: readonly SecretStore[]): void {
  const names = stores.map((store) => store.describe());
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw new UsageError(`--to names ${twice} twice.`, "Remove one of them.");
}
