import type { ApiToken } from "@huntkit/core";

/** What GitHub tells of a secret; never its value. */
export interface SecretState {
  /** ISO 8601, to the second: when it was last written. */
  readonly updatedAt: string;
  /** Milliseconds since 1970, by GitHub's clock: when it was asked. */
  readonly askedAt: number;
}

/** What a write has done. */
export interface Written {
  /** Whether the secret was not there before. */
  readonly isNew: boolean;
  /** Milliseconds since 1970, by GitHub's clock. */
  readonly at: number;
}

/** The secret that holds the token. Every method throws a {@link SecretError} for what GitHub or the network does. */
export interface SecretStore {
  /** Reads what can be known of it. A secret that is not there is an error, since its name must be wrong then. */
  readonly read: () => Promise<SecretState>;
  /**
   * Makes sure that it can be written, and leaves it as it is wherever GitHub allows that.
   *
   * @param before how it was read last
   * @returns how it is now: `before`, or where it had to be written, how it is since
   */
  readonly proveWritable: (current: ApiToken, before: SecretState) => Promise<SecretState>;
  /** Writes it, once: a failure may be unclear. */
  readonly write: (token: ApiToken) => Promise<Written>;
  /** Takes it away. */
  readonly remove: () => Promise<void>;
}

/** What went wrong with a secret. Its message holds text of GitHub's. */
export class SecretError extends Error {
  override readonly name = "SecretError";
  /** Whether it may have been done all the same: the connection was lost, or GitHub failed. */
  readonly isUnclear: boolean;

  constructor(message: string, isUnclear: boolean) {
    super(message);
    this.isUnclear = isUnclear;
  }
}
