import type { Attributes, Config } from "./attribute.js";
import type { ConfigureContext, ValidateContext } from "./context.js";
import type { Explanation } from "./diagnostics.js";
import type { ProviderFunction } from "./function.js";
import type { DataSource, Ephemeral, Resource } from "./resource.js";

/** The definition of a provider: its configuration, and everything that it offers. */
export interface ProviderDefinition<Client, A extends Attributes = Attributes> {
  /** The prefix of all type names, such as `notes`. */
  name: string;
  /** Markdown. */
  description: string;
  /** The attributes of the provider's configuration. */
  attributes: A;
  /** Checks that go beyond single attributes. Values may be unknown. */
  validate?(config: Config<A>, context: ValidateContext): void | Promise<void>;
  /**
   * Creates the client that the handlers receive. Returns undefined if the configuration is not known yet,
   * because it comes from a resource that does not exist yet.
   */
  configure(config: Config<A>, context: ConfigureContext): Promise<Client | undefined>;
  resources?: readonly Resource<Client>[];
  dataSources?: readonly DataSource<Client>[];
  ephemerals?: readonly Ephemeral<Client>[];
  functions?: readonly ProviderFunction[];
  /** Explains what a handler threw. Default: the error's message. */
  explain?(error: unknown): Explanation;
  /**
   * Escapes the text of each diagnostic, which may contain what an API returned. Line breaks are kept.
   * Default: no change.
   */
  escapeText?(text: string): string;
  /** Returns the time in milliseconds since 1970. Default: `Date.now`. */
  now?: () => number;
}

/** A provider, with everything that its definition may omit. */
export interface Provider<Client, A extends Attributes = Attributes> extends ProviderDefinition<Client, A> {
  resources: readonly Resource<Client>[];
  dataSources: readonly DataSource<Client>[];
  ephemerals: readonly Ephemeral<Client>[];
  functions: readonly ProviderFunction[];
  explain(error: unknown): Explanation;
}

/**
 * Creates a provider from its definition. The types of its configuration are inferred from its attributes.
 */
export function defineProvider<Client, A extends Attributes>(
  definition: ProviderDefinition<Client, A>,
): Provider<Client, A> {
  return {
    resources: [],
    dataSources: [],
    ephemerals: [],
    functions: [],
    explain: explainError,
    ...definition,
  };
}

function explainError(error: unknown): Explanation {
  return {
    summary: "The provider failed",
    detail: error instanceof Error ? error.message : String(error),
  };
}
