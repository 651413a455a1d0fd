import type { Accounts, Organization, Repository } from "../accounts/accounts.js";
import { notFound } from "../server/errors.js";
import { sameName } from "../values.js";
import type { SeededSecret, StoredSecret } from "./secret.js";
import { Vault } from "./vault.js";

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
    return found(this.#find(fullName, null));
  }

  /** @throws {GitHubError} 404 for an environment that does not exist */
  ofEnvironment({ fullName }: Repository, environment: string): Vault {
    return found(this.#find(fullName, environment));
  }

  ofOrganization({ login }: Organization): Vault {
    return found(this.#find(login, null));
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
      (vault) => vault.owner === owner && sameName(vault.environment ?? "", environment ?? ""),
    );
  }
}

function found(vault: Vault | undefined): Vault {
  if (vault === undefined) throw notFound();
  return vault;
}
