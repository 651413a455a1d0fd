import type { ApiToken } from "../token/api-token.js";
import type { TokenRecord } from "../token/token-record.js";

/**
 * What is known of the content of a store. All fields except the time are undefined if the store does not
 * show them.
 */
export interface StoreContent {
  /** The token in the store, if its value can be read. */
  readonly token?: ApiToken;
  /** Fingerprint of the token in the store. */
  readonly fingerprint?: string;
  /** When the store was last written (ISO 8601). */
  readonly updatedAt?: string;
  /** Version of the content, as the store counts it. It changes with each write. */
  readonly version?: string;
  /** Time of this read in milliseconds since 1970, by the same clock as `updatedAt`. */
  readonly readAt: number;
}

/** The result of a write or of its verification. `reason` is an error with a message for people. */
export type WriteResult =
  /** The store accepted the complete value. */
  | { readonly result: "delivered" }
  /** The store does not contain the new value, and its previous content is unchanged. */
  | { readonly result: "not delivered"; readonly reason: Error }
  /**
   * The store might contain the new value or the previous one. `detail` is a sentence about what is known.
   */
  | { readonly result: "unknown"; readonly reason: Error; readonly detail?: string };

/**
 * A place that stores one token: a secret, a profile, a file, or a command. A rotation calls `prove`, `read`,
 * `write`, and `verify` in this order, each once. Only `read` can be called at any time.
 */
export interface SecretStore {
  /** Returns a name for messages, such as `the secret HUNT_TOKEN of acme/widgets`. */
  describe(): string;

  /**
   * Returns what identifies the place, which `describe` might not: two accounts can have secrets with the same name.
   * Fields of one secret have the same identity. A store without this method is identified by its name.
   *
   * @throws {Error} if the place must be read for this, and cannot be
   */
  identify?(): Promise<string>;

  /**
   * Checks that the store can be written, before a token is created for it. It does not change the content.
   *
   * @returns the current content, which later reads are compared with
   * @throws {Error} if it cannot be written; the message says how to fix it
   */
  prove(): Promise<StoreContent>;

  /**
   * Reads what is known of the content.
   *
   * @throws {Error} if it cannot be read, although this store usually can
   */
  read(): Promise<StoreContent>;

  /**
   * Writes the token, and retries what is safe to repeat. It never throws: a failure is `not delivered` if
   * certainly nothing was written, otherwise `unknown`.
   */
  write(token: ApiToken, record: TokenRecord): Promise<WriteResult>;

  /**
   * Verifies, after a write that was `delivered`, that the store contains this token and that no one else has
   * written it since. A store that cannot be read returns `delivered` if its write proved this. It never
   * throws.
   */
  verify(token: ApiToken): Promise<WriteResult>;

  /**
   * Restores the content that `prove` or the last `read` before the write returned, unless someone else has
   * written the store since. It never throws. `delivered` means that the store contains the previous content.
   * A store without this method cannot be restored.
   */
  restore?(): Promise<WriteResult>;

  /**
   * Writes the token to all parts of a store that contain another one of the given tokens, after an interrupted write.
   * It never throws. `delivered` means that all parts contain the token. Only a store with several parts has this
   * method.
   *
   * @param replaceable fingerprints of the tokens that can be replaced
   */
  unify?(token: ApiToken, record: TokenRecord, replaceable: readonly string[]): Promise<WriteResult>;

  /**
   * Returns the text in the store, which might not be a token. Null if it is empty, undefined if the store does
   * not show it. A store without this method shows no text.
   */
  readText?(): Promise<string | null | undefined>;
}

/** Returns whether two reads show the same content, as far as the store shows it. */
export function isSameContent(one: StoreContent, other: StoreContent): boolean {
  return (
    one.updatedAt === other.updatedAt &&
    one.version === other.version &&
    fingerprintOf(one) === fingerprintOf(other)
  );
}

/** Returns the fingerprint of the token in a store; undefined if the store does not show it. */
export function fingerprintOf({ token, fingerprint }: StoreContent): string | undefined {
  return token?.fingerprint ?? fingerprint;
}
