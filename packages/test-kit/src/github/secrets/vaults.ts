import type { Accounts, Organization, Repository } from "../accounts.js";
import { GitHubError, createNotFoundError } from "../server/errors.js";
import { isSameName } from "../values.js";

/** IDs of keys are strings of digits that are too long for a JavaScript number. */
const FIRST_KEY_ID = 568_250_167_242_549_743n;

/** The vaults of all repositories, environments, and organizations. */
export class Vaults {
  readonly #vaults: readonly Vault[];
  readonly #time: () => string;

  constructor({ repositories, organizations }: Accounts, time: () => string) {
    this.#time = time;
    const places: { owner: string; environment: string | null; isDependabot?: boolean }[] = [
      ...repositories.map(({ fullName }) => ({ owner: fullName, environment: null })),
      ...repositories.flatMap(({ fullName, environments }) =>
        environments.map((environment) => ({ owner: fullName, environment })),
      ),
      ...organizations.map(({ login }) => ({ owner: login, environment: null })),
      ...repositories.map(({ fullName }) => ({ owner: fullName, environment: null, isDependabot: true })),
    ];
    this.#vaults = places.map(
      ({ owner, environment, isDependabot = false }, index) =>
        new Vault({ owner, environment, isDependabot }, String(FIRST_KEY_ID + BigInt(index))),
    );
  }

  ofRepository({ fullName }: Repository): Vault {
    return requireFound(this.#find(fullName, null));
  }

  /** @throws {GitHubError} 404 for an environment that does not exist */
  ofEnvironment({ fullName }: Repository, environment: string): Vault {
    return requireFound(this.#find(fullName, environment));
  }

  ofDependabot({ fullName }: Repository): Vault {
    return requireFound(this.#find(fullName, null, true));
  }

  ofOrganization({ login }: Organization): Vault {
    return requireFound(this.#find(login, null));
  }

  /**
   * Stores a secret that exists from the start.
   *
   * @throws {TypeError} if its owner or environment does not exist
   */
  seed({
    owner,
    environment,
    name,
    value,
    visibility,
    selectedRepositories = [],
    isDependabot,
  }: SeededSecret): void {
    const vault = this.#find(owner, environment ?? null, isDependabot);
    const place = environment === undefined ? owner : `${owner}'s environment ${environment}`;
    if (vault === undefined) throw new TypeError(`The secret ${name} is for ${place}, which does not exist.`);
    const isOrganization = !owner.includes("/");
    vault.put(
      {
        name,
        value,
        visibility: isOrganization ? (visibility ?? "private") : null,
        selected_repositories: selectedRepositories,
      },
      this.#time(),
    );
  }

  /** Returns a copy of all secrets. */
  all(): StoredSecret[] {
    return structuredClone(this.#vaults.flatMap((vault) => vault.all()));
  }

  #find(owner: string, environment: string | null, isDependabot = false): Vault | undefined {
    return this.#vaults.find(
      (vault) =>
        vault.owner === owner &&
        vault.isDependabot === isDependabot &&
        isSameName(vault.environment ?? "", environment ?? ""),
    );
  }
}

function requireFound(vault: Vault | undefined): Vault {
  if (vault === undefined) throw createNotFoundError();
  return vault;
}

/** A secret without its place and its times. */
export type SecretContent = Pick<StoredSecret, "name" | "value" | "visibility" | "selected_repositories">;

/** The place of secrets: a repository, one of its environments, its Dependabot, or an organization. */
type VaultPlace = Pick<Vault, "owner" | "environment" | "isDependabot">;

/** The secrets of one place, with the key that they are encrypted for. */
export class Vault {
  readonly owner: string;
  readonly environment: string | null;
  readonly isDependabot: boolean;
  /** Public key, in base64. */
  readonly key: string;
  readonly keyId: string;
  readonly #keys = sodium.crypto_box_keypair();
  readonly #secrets = new Map<string, StoredSecret>();

  /** @param keyId decimal digits */
  constructor({ owner, environment, isDependabot }: VaultPlace, keyId: string) {
    this.owner = owner;
    this.environment = environment;
    this.isDependabot = isDependabot;
    this.keyId = keyId;
    this.key = sodium.to_base64(this.#keys.publicKey, sodium.base64_variants.ORIGINAL);
  }

  /**
   * Decrypts a value.
   *
   * @param sealed libsodium's sealed box in base64
   * @throws {GitHubError} 422 for another key, or a value that was not encrypted for this one
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

  /** Stores a secret, and replaces the one with its name. Returns whether it is new. */
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

  /** Returns a secret by its name, which is case-insensitive. */
  get(name: string): StoredSecret | undefined {
    return this.#secrets.get(name.toUpperCase());
  }

  /** Deletes a secret. Returns whether it existed. */
  delete(name: string): boolean {
    return this.#secrets.delete(name.toUpperCase());
  }

  /** Returns all secrets, sorted by name. */
  all(): StoredSecret[] {
    return [...this.#secrets.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  }
}

/** Which repositories of an organization can use its secret. */
export type Visibility = "all" | "private" | "selected";

/** A secret that exists from the start. */
export interface SeededSecret {
  /** The repository or organization that it belongs to, for example `octo/repo` or `octo-org`. */
  readonly owner: string;
  /** Environment of the repository, if the secret belongs to one. */
  readonly environment?: string;
  /** Whether Dependabot uses it, instead of Actions. Default: false. */
  readonly isDependabot?: boolean | undefined;
  readonly name: string;
  /** In plain text. */
  readonly value: string;
  /** For a secret of an organization. Default: `private`. */
  readonly visibility?: Visibility;
  /** Names of repositories, for a `selected` secret of an organization. */
  readonly selectedRepositories?: readonly string[];
}

/** A stored secret. */
export interface StoredSecret {
  readonly owner: string;
  /** Null unless the secret belongs to an environment. */
  readonly environment: string | null;
  /** In upper case. */
  readonly name: string;
  /** In plain text. */
  readonly value: string;
  readonly created_at: string;
  readonly updated_at: string;
  /** Null unless the secret belongs to an organization. */
  readonly visibility: Visibility | null;
  /** Names of repositories. Empty unless `visibility` is `selected`. */
  readonly selected_repositories: readonly string[];
}

// Imported with import(), because only the default export has the cryptography. The named exports are
// undefined.
const { default: library } = await import("libsodium-wrappers");
await library.ready;

/** Libsodium, initialized. */
export const sodium = library;
