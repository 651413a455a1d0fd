import type { ApiToken, TokenRecord } from "@huntkit/core";
import { toIso } from "@huntkit/core/internal";
import type { SecretStore, StoreContent, WriteResult } from "@huntkit/core/rotation";
import type { SecretContent } from "./github-secret.js";
import type { RotationStore } from "./rotate-if-due.js";

/**
 * Secret stores outside GitHub as the store of a token. Unlike a secret of GitHub, they show its value, so it is certain
 * that they contain the token of this run.
 */
export class AddressedStore implements RotationStore {
  readonly #store: SecretStore;
  /** The token that the store must contain until the write. */
  readonly #current: ApiToken;
  #firstReadAt: number | undefined;

  constructor(store: SecretStore, current: ApiToken) {
    this.#store = store;
    this.#current = current;
  }

  describe(): string {
    return this.#store.describe();
  }

  async identify(): Promise<string> {
    return (await this.#store.identify?.()) ?? this.describe();
  }

  async prove(): Promise<SecretContent> {
    return this.#requireCurrent(await this.#store.prove());
  }

  async read(): Promise<SecretContent> {
    return this.#requireCurrent(await this.#store.read());
  }

  write(token: ApiToken, record: TokenRecord): Promise<WriteResult> {
    return this.#store.write(token, record);
  }

  verify(token: ApiToken): Promise<WriteResult> {
    return this.#store.verify(token);
  }

  /**
   * Some stores do not show when they were last written. The time of the first read is then used. With it, a token of an
   * interrupted rotation is revoked only if HUNT reports that it was never used.
   *
   * @throws {Error} if the store contains another token
   */
  #requireCurrent(content: StoreContent): SecretContent {
    this.#firstReadAt ??= content.readAt;
    if (content.token?.equals(this.#current))
      return { ...content, updatedAt: content.updatedAt ?? toIso(this.#firstReadAt) };
    throw new Error(
      content.token === undefined
        ? `${this.describe()} does not contain one token, or does not show it. Check 'secret-store'.`
        : `'token' is not the token in ${this.describe()}. Read it from there, and check 'secret-store'.`,
    );
  }
}
