import type { HuntClient } from "../client.js";
import type { ApiToken } from "../token/api-token.js";
import type { TokenRecord } from "../token/token-record.js";
import type { RotationJournal } from "./journal.js";
import type { SecretStore, StoreContent } from "./secret-store.js";

/** What a rotation works with. */
export interface RotationOptions {
  /** Uses the token that is valid now. */
  readonly client: HuntClient;
  /** Returns a client for another token. */
  readonly connect: (token: ApiToken) => HuntClient | Promise<HuntClient>;
  readonly store: SecretStore;
  /** The token to revoke in the end, if it is proven to be the old one (`proveOwnership`). Null if it is not, or should be kept. */
  readonly old: TokenRecord | null;
  /** Whether users of the old token depend on the store; false for a first token. Default: true. */
  readonly isReplacing?: boolean;
  /** ID of another user to create the token for, which only admins can do. Default: the user of `client`. */
  readonly owner?: string | undefined;
  /** Returns the description of the new token. */
  readonly describe: (content: StoreContent) => string;
  /** Whether no other token can have this description: a token whose value was lost is then known by it. Default: false. */
  readonly isDescriptionUnique?: boolean;
  /** Receives the value of the new token before anything else does, to mask it in logs. */
  readonly mask?: (value: string) => void;
  /** Returns the description of the token that another run is about to store; null if there is none. */
  readonly findRival?: (own: TokenRecord, content: StoreContent) => Promise<string | null>;
  /** The longest time from proving the store to writing it, in milliseconds, by the store's clock. Default: no limit. */
  readonly maxStoreDelayMs?: number;
  readonly journal?: RotationJournal;
  /** Current time in milliseconds since 1970, for the journal. Default: this machine's. */
  readonly now?: () => number;
  /** Respected until the new token is requested. After that, it is faster and safer to continue. */
  readonly signal?: AbortSignal | undefined;
}
