import { GitHubError } from "../server/errors.js";
import type { StoredSecret } from "./secret.js";
import { sodium } from "./sodium.js";

/** What a secret's name and value go with. */
export type SecretContent = Pick<StoredSecret, "name" | "value" | "visibility" | "selected_repositories">;

/** The secrets of one repository, environment or organisation, and the key that they are sealed for. Each has a key of its own. */
export class Vault {
  readonly owner: string;
  readonly environment: string | null;
  /** In base64. */
  readonly key: string;
  readonly keyId: string;
  readonly #keys = sodium.crypto_box_keypair();
  readonly #secrets = new Map<string, StoredSecret>();

  /** @param keyId decimal digits */
  constructor(owner: string, environment: string | null, keyId: string) {
    this.owner = owner;
    this.environment = environment;
    this.keyId = keyId;
    this.key = sodium.to_base64(this.#keys.publicKey, sodium.base64_variants.ORIGINAL);
  }

  /**
   * Opens a sealed value.
   *
   * @param sealed libsodium's sealed box in base64
   * @throws {GitHubError} 422 for another key, or for what was not sealed for this one
   */
  open(sealed: string, keyId: string): string {
    const refusal = new GitHubError(
      422,
      "Bad request - validation failed due to an improperly encrypted secret",
    );
    if (keyId !== this.keyId) throw refusal;
    try {
      const box = sodium.from_base64(sealed, sodium.base64_variants.ORIGINAL);
      return sodium.to_string(sodium.crypto_box_seal_open(box, this.#keys.publicKey, this.#keys.privateKey));
    } catch {
      throw refusal;
    }
  }

  /** Stores a secret in place of the one of its name. Tells whether it is new. */
  put(content: SecretContent, time: string): boolean {
    const old = this.get(content.name);
    const { owner, environment } = this;
    this.#secrets.set(content.name.toUpperCase(), {
      ...content,
      owner,
      environment,
      name: content.name.toUpperCase(),
      created_at: old?.created_at ?? time,
      updated_at: time,
    });
    return old === undefined;
  }

  /** A secret by its name, whose case does not matter. */
  get(name: string): StoredSecret | undefined {
    return this.#secrets.get(name.toUpperCase());
  }

  /** Removes a secret. Tells whether there was one. */
  delete(name: string): boolean {
    return this.#secrets.delete(name.toUpperCase());
  }

  /** All secrets by name. */
  all(): StoredSecret[] {
    return [...this.#secrets.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  }
}
