import type { Attributes, Config } from "./attribute.js";
import { type ConfigureContext, type ValidateContext } from "./context.js";
import type { DataSource } from "./data-source.js";
import { type Explanation } from "./diagnostics.js";
import type { Ephemeral } from "./ephemeral.js";
import type { ProviderFunction } from "./function.js";
import type { Resource } from "./resource.js";

/** A provider: its configuration, and all it offers. */
export interface Provider<Client, A extends Attributes = Attributes> {
  /** The prefix of all type names: `hunt`. */
  name: string;
  /** Markdown. */
  description: string;
  attributes: A;
  /** Checks that go beyond single attributes. Values may be unknown. */
  validate?(config: Config<A>, context: ValidateContext): void | Promise<void>;
  /** Makes the client from the configuration; undefined while that is not known yet, as it comes from a resource that is still to be made. */
  configure(config: Config<A>, context: ConfigureContext): Promise<Client | undefined>;
  resources: readonly Resource<Client>[];
  dataSources: readonly DataSource<Client>[];
  ephemerals: readonly Ephemeral<Client>[];
  functions: readonly ProviderFunction[];
  /** Puts whatever a handler threw into words. */
  explain(error: unknown): Explanation;
  /** Milliseconds since 1970; the system's clock where left out. */
  now?: () => number;
}

/** Gives the provider as it is; only the types of its configuration are inferred from its attributes. */
export function defineProvider<Client, A extends Attributes>(
  provider: Provider<Client, A>,
): Provider<Client, A> {
  return provider;
}
