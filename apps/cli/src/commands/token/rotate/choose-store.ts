import { resolve } from "node:path";
import { ApiToken, type TokenRecord } from "@huntkit/core";
import { splitCommand } from "@huntkit/core/credentials";
import { readTextFile } from "@huntkit/core/files";
import {
  CommandStore,
  FileStore,
  fingerprintOf,
  type SecretStore,
  type StoreContent,
  type WriteResult,
} from "@huntkit/core/rotation";
import type { Credentials } from "../../../credentials/token-source.js";
import { UsageError } from "../../../program/errors.js";
import type { Environment } from "../../../program/system.js";
import { KeyringTokenStore } from "./keyring-token-store.js";
import { ProfileTokenStore } from "./profile-token-store.js";

/**
 * Returns where a rotation stores the new token: in a command or a file, and in the place that the old one comes
 * from, which would otherwise contain a revoked token.
 *
 * @param verifyCommand a program and its arguments, as in {@link splitCommand}, that prints what the command
 *   has stored
 * @throws {UsageError} if the new token cannot be stored: the old one comes from a variable, or from the file of
 *   another program
 */
export function chooseStore(
  command: readonly string[],
  file: string | undefined,
  credentials: Credentials,
  env: Environment,
  verifyCommand?: string,
): SecretStore {
  if (verifyCommand !== undefined && command.length === 0)
    throw new UsageError(
      "--verify-command requires a command after --.",
      "Remove it. Profiles and files are always verified.",
    );
  if (command.length > 0 && file !== undefined)
    throw new UsageError("--to-file cannot be used with a command after --.", "Remove one of them.");
  const own = getOwnStore(credentials, env);
  const other = getOtherStore(command, file, credentials, verifyCommand);
  if (own && other) return new CombinedStore(other, own);
  const store = own ?? other;
  if (store) return store;
  const { source, path } = credentials;
  const place =
    source === "powershell" ? `${path}, the file of the PowerShell module` : `the variable ${source}`;
  throw new UsageError(
    `The token comes from ${place}. hunt cannot store a new token there.`,
    "Use --to-file, or a command that reads the token from stdin. For example: hunt token rotate -- gh " +
      "secret set HUNT_TOKEN",
  );
}

/**
 * Requires that a file can be replaced without losing anything except the current token.
 *
 * @param path value of `--to-file`
 * @param overwrite value of `--overwrite`
 * @param expected fingerprints of the tokens that the file can contain
 * @throws {UsageError} if the file contains anything else, and `overwrite` is false
 */
export async function requireTokenFile(
  path: string | undefined,
  overwrite: boolean,
  expected: readonly (string | null | undefined)[],
): Promise<void> {
  if (path === undefined) {
    if (overwrite) throw new UsageError("--overwrite requires --to-file.", "Remove it.");
    return;
  }
  if (overwrite) return;
  // The proof of the store reports why a file cannot be read.
  const text = (await readTextFile(path).catch(() => "")).trim();
  if (text === "") return;
  const token = parseToken(text);
  if (token !== null && expected.includes(token.fingerprint)) return;
  throw new UsageError(
    token === null
      ? `${path}, the file for --to-file, already exists and does not contain a token.`
      : `${path}, the file for --to-file, contains another token than the current one.`,
    "Use a different file, or add --overwrite to replace it.",
  );
}

function parseToken(value: string): ApiToken | null {
  try {
    return new ApiToken(value);
  } catch {
    return null;
  }
}

/** Returns where a store keeps a token, with a preposition: `in the profile lab`, `with the command gh`. */
export function describePlace(store: SecretStore): string {
  if (store instanceof CombinedStore) return store.describePlaces();
  return `${store instanceof CommandStore ? "with" : "in"} ${store.describe()}`;
}

function getOwnStore({ source, profile, path }: Credentials, env: Environment): SecretStore | null {
  if (source === "keyring") return new KeyringTokenStore(profile!, env);
  if (source === "profile") return new ProfileTokenStore(profile!, env);
  return source === "HUNT_TOKEN_FILE" ? openFile(resolve(path!)) : null;
}

function getOtherStore(
  command: readonly string[],
  file: string | undefined,
  { path }: Credentials,
  verifyCommand: string | undefined,
): SecretStore | null {
  if (command.length > 0)
    return new CommandStore(command, {
      verifyCommand:
        verifyCommand === undefined ? undefined : splitCommand("--verify-command", verifyCommand),
    });
  return file === undefined || resolve(file) === path ? null : openFile(resolve(file));
}

function openFile(path: string): FileStore {
  return new FileStore(path, { followLinks: true, lineBreak: true });
}

/** Stores a token in two places. The second is written only if the first write succeeded. */
export class CombinedStore implements SecretStore {
  readonly #first: SecretStore;
  readonly #second: SecretStore;

  constructor(first: SecretStore, second: SecretStore) {
    this.#first = first;
    this.#second = second;
  }

  describe(): string {
    return `${this.#first.describe()} and ${this.#second.describe()}`;
  }

  /** Describes both places with their prepositions. */
  describePlaces(): string {
    return `${describePlace(this.#first)} and ${describePlace(this.#second)}`;
  }

  async prove(): Promise<StoreContent> {
    const first = await this.#first.prove();
    return combineContents(first, await this.#second.prove());
  }

  async read(): Promise<StoreContent> {
    const first = await this.#first.read();
    return combineContents(first, await this.#second.read());
  }

  async write(token: ApiToken, record: TokenRecord): Promise<WriteResult> {
    const first = await this.#first.write(token, record);
    if (first.result !== "delivered") return first;
    const second = await this.#second.write(token, record);
    if (second.result === "delivered") return second;
    const { message } = second.reason;
    return {
      result: "unknown",
      reason: new Error(
        `it was stored ${describePlace(this.#first)}, but not ${describePlace(this.#second)}: ${message}`,
      ),
    };
  }

  async verify(token: ApiToken): Promise<WriteResult> {
    const first = await this.#first.verify(token);
    return first.result === "delivered" ? this.#second.verify(token) : first;
  }
}

/** The content of both is known only if they hold the same token. */
function combineContents(first: StoreContent, second: StoreContent): StoreContent {
  const { readAt } = first;
  const isSame = fingerprintOf(first) === fingerprintOf(second);
  return isSame ? { ...second, readAt } : { readAt };
}
