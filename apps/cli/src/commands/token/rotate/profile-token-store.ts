import type { ApiToken, TokenRecord } from "@huntkit/core";
import { findWriteOutcome, verifyByReading } from "@huntkit/core/internal";
import type { SecretStore, StoreContent, WriteResult } from "@huntkit/core/rotation";
import { updateProfiles, readProfiles, setProfileToken } from "../../../credentials/profiles.js";
import { CommandError } from "../../../program/errors.js";
import type { Environment } from "../../../program/system.js";

/** Stores the token of a profile in the file of the profiles. */
export class ProfileTokenStore implements SecretStore {
  readonly #name: string;
  readonly #env: Environment;

  /** @param env environment, for the path of the profiles */
  constructor(name: string, env: Environment) {
    this.#name = name;
    this.#env = env;
  }

  describe(): string {
    return `the profile ${this.#name}`;
  }

  async prove(): Promise<StoreContent> {
    await updateProfiles(this.#env, (profiles) => profiles);
    return this.read();
  }

  /** Returns no token if the profile was deleted. */
  async read(): Promise<StoreContent> {
    const { profiles } = await readProfiles(this.#env, () => {});
    const token = profiles[this.#name]?.token;
    return { readAt: Date.now(), ...(token && { token }) };
  }

  async write(token: ApiToken, record: TokenRecord): Promise<WriteResult> {
    try {
      await updateProfiles(this.#env, (store) => setProfileToken(store, this.#name, { token, record }));
      return { result: "delivered" };
    } catch (error) {
      return findWriteOutcome(() => this.read(), token, error as Error);
    }
  }

  async verify(token: ApiToken): Promise<WriteResult> {
    const otherContent = new CommandError(
      `The profile ${this.#name} does not contain the token that was just written. Another process may write to it.`,
    );
    return verifyByReading(() => this.read(), token, otherContent);
  }
}
