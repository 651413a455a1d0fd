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
