import type { Warn } from "./diagnostics.js";

/** What a handler may use beside its data. */
export interface Context<Client> {
  /** What the provider's `configure` gave. */
  client: Client;
  /** Ends when the user stops Terraform, or when the operation's timeout has passed. */
  signal: AbortSignal;
  /** Milliseconds since 1970. */
  now: () => number;
  warn: Warn;
  /** JSON data that Terraform keeps beside the state of this object, unseen by the user. */
  private: Private;
}

/** JSON data by key, kept beside the state. */
export interface Private {
  get(key: string): unknown;
  set(key: string, value: unknown): void;
}
