import type { ApiToken } from "../token/api-token.js";
import type { TokenRecord } from "../token/token-record.js";

/** What is known of what a store holds. All fields except the time are absent if the store does not show them. */
export interface StoreContent {
  /** The token in the store, if its value can be read. */
  readonly token?: ApiToken;
  /** Fingerprint of the token in the store. */
  readonly fingerprint?: string;
  /** When the store was last written (ISO 8601). */
  readonly updatedAt?: string;
  /** When this was read, in milliseconds since 1970, by the same clock as `updatedAt`. */
  readonly readAt: number;
}

/** How a write, or the check of one, ended. `reason` is an error whose message is shown to people. */
export type WriteResult =
  /** The store took the whole value. */
  | { readonly result: "delivered" }
  /** The store surely does not hold the new value, and what it held before is unchanged. */
  | { readonly result: "not delivered"; readonly reason: Error }
  /** The store may hold the new value or the previous one. `detail` is a sentence about what is known. */
  | { readonly result: "unknown"; readonly reason: Error; readonly detail?: string };

/**
 * A place that holds one token: a secret, a profile, a file, or what a command writes. The engine calls `prove`, `read`,
 * `write` and `verify` in this order, each once, except that `read` may be called at any time.
 */
export interface SecretStore {
  /** Returns words for messages, such as `the secret HUNT_TOKEN of acme/widgets`. */
  describe(): string;

  /**
   * Makes sure that the store can be written, before there is a token that would need it. Does not change what it holds.
   *
   * @returns what the store holds now: later reads are compared with this
   * @throws {Error} if it cannot be written; the message says what to do
   */
  prove(): Promise<StoreContent>;

  /**
   * Reads what can be known of what the store holds.
   *
   * @throws {Error} if it cannot be read, although it usually can
   */
  read(): Promise<StoreContent>;

  /**
   * Writes the token. Does not throw: a failure is `not delivered` if nothing was written for sure, otherwise `unknown`.
   * Retries what is safe to repeat by itself.
   */
  write(token: ApiToken, record: TokenRecord): Promise<WriteResult>;

  /**
   * Makes sure, after a write that was `delivered`, that the store holds this token and that no one else has written it
   * since. A store that cannot be read returns `delivered` if its write proved as much. Does not throw.
   */
  verify(token: ApiToken): Promise<WriteResult>;
}

/** Whether two reads show the same content, as far as the store shows it. */
export function isSameContent(one: StoreContent, other: StoreContent): boolean {
  return one.updatedAt === other.updatedAt && fingerprintOf(one) === fingerprintOf(other);
}

/** Returns the fingerprint of the token that a store holds; undefined if the store does not show it. */
export function fingerprintOf({ token, fingerprint }: StoreContent): string | undefined {
  return token?.fingerprint ?? fingerprint;
}
