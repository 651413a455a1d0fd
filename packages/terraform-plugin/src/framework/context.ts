import type { Path } from "../cty/path.js";

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

/** Reports an error about an attribute, or about the whole object for an empty path. Several may be reported. */
export type AddError = (path: Path, summary: string, detail: string) => void;

/** Warns the user; the operation goes on. */
export type Warn = (summary: string, detail: string, path?: Path) => void;

/** What a resource's own `validate` may do. There is no client yet. */
export interface ValidateContext {
  addError: AddError;
  warn: Warn;
}

/** What `configure` may use. */
export interface ConfigureContext {
  /** The version of Terraform or OpenTofu that asks: `1.11.4`; empty where none does. */
  terraformVersion: string;
  signal: AbortSignal;
  /** Milliseconds since 1970. */
  now: () => number;
  addError: AddError;
  warn: Warn;
}
