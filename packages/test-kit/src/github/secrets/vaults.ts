import type { Accounts, Organization, Repository } from "../accounts.js";
import { GitHubError, createNotFoundError } from "../server/errors.js";
import { isSameName } from "../values.js";

/** Ids of keys are long numbers in a text, too long for a JavaScript number. */
const FIRST_KEY_ID = 568_250_167_242_549_743n;

/** The vaults of all repositories, environments and organisations. */
export class Vaults {
  readonly #vaults: readonly Vault[];
  readonly #time: () => string;

  constructor({ repositories, organizations }: Accounts, time: () => string) {
    this.#time = time;
    const places: { owner: string; environment: string | null }[] = [
      ...repositories.map(({ fullName }) => ({ owner: fullName, environment: null })),
      ...repositories.flatMap(({ fullName, environments }) =>
        environments.map((environment) => ({ owner: fullName, environment })),
      ),
      ...organizations.map(({ login }) => ({ owner: login, environment: null })),
    ];
    this.#vaults = places.map(
      ({ owner, environment }, index) => new Vault(owner, environment, String(FIRST_KEY_ID + BigInt(index))),
    );
  }

  ofRepository({ fullName }: Repository): Vault {
    return requireFound(this.#find(fullName, null));
  }

  /** @throws {GitHubError} 404 for an environment that does not exist */
  ofEnvironment({ fullName }: Repository, environment: string): Vault {
    return requireFound(this.#find(fullName, environment));
  }

  ofOrganization({ login }: Organization): Vault {
    return requireFound(this.#find(login, null));
  }

  /**
   * Stores a secret that is there from the start.
   *
   * @throws {TypeError} when there is no such place
   */
  seed({ owner, environment, name, value, visibility, selectedRepositories = [] }: SeededSecret): void {
    const vault = this.#find(owner, environment ?? null);
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

  /** A copy of all secrets. */
  all(): StoredSecret[] {
    return structuredClone(this.#vaults.flatMap((vault) => vault.all()));
  }

  #find(owner: string, environment: string | null): Vault | undefined {
    return this.#vaults.find(
      (vault) => vault.owner === owner && isSameName(vault.environment ?? "", environment ?? ""),
    );
  }
}

function requireFound(vault: Vault | undefined): Vault {
  if (vault === undefined) throw createNotFoundError();
  return vault;
}

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

/** Which repositories of an organisation see its secret. */
export type Visibility = "all" | "private" | "selected";

/** A secret that is there from the start. */
export interface SeededSecret {
  /** The repository or organisation that it belongs to, such as `octo/repo` or `octo-org`. */
  readonly owner: string;
  /** For a secret of one of the repository's environments. */
  readonly environment?: string;
  readonly name: string;
  /** In plain text. */
  readonly value: string;
  /** For an organisation's; `private` when omitted. */
  readonly visibility?: Visibility;
  /** Names of repositories, for an organisation's that is `selected`. */
  readonly selectedRepositories?: readonly string[];
}

/** A secret as it is stored. */
export interface StoredSecret {
  readonly owner: string;
  /** Null for a secret that is not an environment's. */
  readonly environment: string | null;
  /** In capitals. */
  readonly name: string;
  /** In plain text, as it was before it was sealed. */
  readonly value: string;
  readonly created_at: string;
  readonly updated_at: string;
  /** Null for a secret that is not an organisation's. */
  readonly visibility: Visibility | null;
  /** Names of repositories; empty unless `selected`. */
  readonly selected_repositories: readonly string[];
}

// By import(), since only the default export has the cryptography: its namesakes among the named exports stay undefined.
const { default: library } = await import("libsodium-wrappers");
await library.ready;

/** Libsodium, ready for use. */
export const sodium = library;
