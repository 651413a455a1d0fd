import type { HuntClient } from "../client.js";
import type { ApiToken } from "../token/api-token.js";
import type { TokenRecord } from "../token/token-record.js";
import type { RotationJournal } from "./journal.js";
import type { SecretStore, StoreContent } from "./secret-store.js";
import type { KeysOf } from "../errors/require-known-keys.js";

/** Options of a rotation. */
export interface RotationOptions {
  /** Client with the current token. */
  readonly client: HuntClient;
  /** Returns a client for another token. */
  readonly connect: (token: ApiToken) => HuntClient | Promise<HuntClient>;
  /** Store to write the new token to. */
  readonly store: SecretStore;
  /**
   * The token to revoke at the end, if it is proven to be the old one (`proveOwnership`). Null if it is not
   * proven, or should be kept.
   */
  readonly old: TokenRecord | null;
  /**
   * Whether `old` is certain: its ID was kept since its creation, HUNT lists its value, or a person named it. Otherwise,
   * the rotation uses the new token to confirm that the last use of `old` changes only with requests of `client`, and
   * keeps `old` if it does not. Default: false.
   */
  readonly isOldCertain?: boolean;
  /** Returns random numbers from 0 up to 1, for this confirmation. Default: `Math.random`. */
  readonly random?: (() => number) | undefined;
  /** Whether users of the old token depend on the store; false for a first token. Default: true. */
  readonly isReplacing?: boolean;
  /** ID of another user to create the token for, which requires an admin. Default: the user of `client`. */
  readonly owner?: string | undefined;
  /** Returns the description of the new token. */
  readonly describe: (content: StoreContent) => string;
  /**
   * Whether no other token can have this description. It then identifies a token whose value was lost.
   * Default: false.
   */
  readonly isDescriptionUnique?: boolean;
  /** Called after the store was proven. If it throws, no token is created. */
  readonly checkStore?: (() => Promise<void>) | undefined;
  /** Receives the value of the new token before any other use, to mask it in logs. */
  readonly mask?: (value: string) => void;
  /**
   * Returns the description of a token that another run is about to store; null if there is none. It receives the
   * list of tokens after the creation of the new one, read with the new one, which also verifies it. The list is
   * empty if HUNT does not return it.
   */
  readonly findRival?: (
    own: TokenRecord,
    content: StoreContent,
    records: readonly TokenRecord[],
  ) => string | null;
  /**
   * Maximum time between checking and writing the store, in milliseconds, as measured by the store. Default:
   * no limit.
   */
  readonly maxStoreDelayMs?: number;
  /** Journal for finishing or undoing an interrupted rotation. Default: no journal. */
  readonly journal?: RotationJournal;
  /** Returns the current time in milliseconds since 1970, for the journal. Default: the system clock. */
  readonly now?: () => number;
  /**
   * Cancels the rotation, until the new token is requested. After that, it is ignored, because it is faster
   * and safer to continue.
   */
  readonly signal?: AbortSignal | undefined;
}

/** The keys of {@link RotationOptions}. */
export const rotationKeys: KeysOf<RotationOptions> = {
  client: true,
  connect: true,
  store: true,
  old: true,
  isOldCertain: true,
  random: true,
  isReplacing: true,
  owner: true,
  describe: true,
  isDescriptionUnique: true,
  checkStore: true,
  mask: true,
  findRival: true,
  maxStoreDelayMs: true,
  journal: true,
  now: true,
  signal: true,
};
