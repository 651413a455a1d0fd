import { resolve } from "node:path";
import type { ApiToken, TokenRecord } from "@huntkit/core";
import { splitCommand } from "@huntkit/core/credentials";
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
 * Returns where a rotation stores the new token: a command, a file, and the place that the old one comes
 * from, which otherwise would hold a revoked one.
 *
 * @param verifyCommand a program and its arguments, as in {@link splitCommand}, that prints what the command
 *   has stored
 * @throws {UsageError} if there is no such place: a variable cannot be written, nor the file of another
 *   program
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
      "Profiles and files are verified without it.",
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
    source === "powershell" ? `${path}, which is the PowerShell module's` : `the variable ${source}`;
  throw new UsageError(
    `The token comes from ${place}, where hunt cannot store the new one.`,
    "Add --to-file token.txt, or a command that reads it from stdin: hunt token rotate -- gh secret set HUNT_TOKEN",
  );
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

/** Two places that hold the same token. The second is written only if the first took it. */
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
        `it is in ${this.#first.describe()}, but not in ${this.#second.describe()}: ${message}`,
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
