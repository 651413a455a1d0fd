import { ApiToken, type TokenRecord } from "@huntkit/core";
import { RunCommandError } from "@huntkit/core/credentials";
import { findWriteOutcome, verifyByReading } from "@huntkit/core/internal";
import type { SecretStore, StoreContent, WriteResult } from "@huntkit/core/rotation";
import type { Keyring } from "../../../credentials/keyring-programs.js";
import { findKeyring } from "../../../credentials/keyring.js";
import { readProfiles, setProfileToken, updateProfiles } from "../../../credentials/profiles.js";
import { CommandError } from "../../../program/errors.js";
import type { Environment } from "../../../program/system.js";

/** Stores the token of a profile in the keyring of the operating system. */
export class KeyringTokenStore implements SecretStore {
  readonly #name: string;
  readonly #env: Environment;

  /** @param env environment, for the paths of the profiles and the keyring */
  constructor(name: string, env: Environment) {
    this.#name = name;
    this.#env = env;
  }

  describe(): string {
    return `the keyring, for the profile ${this.#name}`;
  }

  /** Proves that the keyring can be written, with another entry that is then deleted. */
  async prove(): Promise<StoreContent> {
    await updateProfiles(this.#env, (profiles) => profiles);
    const { keyring, entry } = await this.#open();
    const proof = `${entry}.proof`;
    try {
      await keyring.write(proof, "proof");
      await keyring.remove(proof);
    } catch (error) {
      throw new CommandError(
        `Could not write to ${keyring.name}: ${(error as Error).message}`,
        "Unlock it, and try again.",
      );
    }
    return this.read();
  }

  /** Returns no token if the profile was deleted. */
  async read(): Promise<StoreContent> {
    const { keyring, entry } = await this.#open();
    const value = await keyring.read(entry);
    return { readAt: Date.now(), ...(value !== null && { token: new ApiToken(value) }) };
  }

  async write(token: ApiToken, record: TokenRecord): Promise<WriteResult> {
    let keyring: Keyring;
    let entry: string;
    try {
      ({ keyring, entry } = await this.#open());
    } catch (error) {
      return { result: "not delivered", reason: error as Error };
    }
    try {
      await keyring.write(entry, token.reveal());
    } catch (error) {
      return this.#findOutcome(token, error as Error);
    }
    // The ID is kept with a fingerprint, so the ID of the old token is not used for the new one if this
    // fails.
    await updateProfiles(this.#env, (store) => setProfileToken(store, this.#name, { record, token })).catch(
      () => {},
    );
    return { result: "delivered" };
  }

  /**
   * Reads the keyring to find out whether the program that failed has stored the token. This is unknown if the
   * program was stopped.
   */
  async #findOutcome(token: ApiToken, reason: Error): Promise<WriteResult> {
    const hasEnded = reason instanceof RunCommandError && reason.exitCode !== null;
    if (!hasEnded) return { result: "unknown", reason };
    return findWriteOutcome(() => this.read(), token, reason);
  }

  async verify(token: ApiToken): Promise<WriteResult> {
    const otherContent = new CommandError(
      `The keyring does not contain the token that was just written for the profile ${this.#name}.` +
        " Another process may write to it.",
    );
    return verifyByReading(() => this.read(), token, otherContent);
  }

  async #open(): Promise<{ keyring: Keyring; entry: string }> {
    const { profiles } = await readProfiles(this.#env, () => {});
    const entry = profiles[this.#name]?.keyring;
    if (entry === undefined)
      throw new CommandError(`The profile ${this.#name} is no longer in the keyring.`, "Try again.");
    const search = await findKeyring(this.#env);
    if (search.keyring !== null) return { keyring: search.keyring, entry };
    throw new CommandError(`The keyring cannot be used, because ${search.reason}.`, "Try again.");
  }
}
