import type { Path } from "../cty/path.js";

/** What a handler receives in addition to its data. */
export interface Context<Client> {
  /** What the provider's `configure` returned. */
  client: Client;
  /** Aborts when the user stops Terraform, and when the timeout of the operation is over. */
  signal: AbortSignal;
  /** Milliseconds since 1970. */
  now: () => number;
  warn: Warn;
  /** JSON data that Terraform keeps with the state of this object. The user does not see it. */
  private: Private;
}

/** JSON data by key, kept with the state. */
export interface Private {
  get(key: string): unknown;
  set(key: string, value: unknown): void;
}

/**
 * Reports an error about an attribute, or about the whole object if the path is empty. Can be called
 * repeatedly.
 *
 * @param code the code of the error in the provider's documentation. Default: none.
 */
export type AddError = (path: Path, summary: string, detail: string, code?: string) => void;

/** Warns the user, with parameters like those of `AddError`. The operation continues. */
export type Warn = (summary: string, detail: string, path?: Path, code?: string) => void;

/** What `validate` receives. There is no client yet. */
export interface ValidateContext {
  addError: AddError;
  warn: Warn;
}

/** What `configure` receives. */
export interface ConfigureContext {
  /** The version of Terraform or OpenTofu, such as `1.11.4`. Empty for another engine. */
  terraformVersion: string;
  signal: AbortSignal;
  /** Milliseconds since 1970. */
  now: () => number;
  addError: AddError;
  warn: Warn;
}
