import type { Attributes, Config, Settings, State } from "./attribute.js";
import type { Context, ValidateContext } from "./context.js";

/** An ephemeral resource that is open. */
export interface Opened<A extends Attributes> {
  result: State<A>;
  /** JSON data for `renew` and `close`. */
  private?: unknown;
  /** When to renew, in milliseconds since 1970. */
  renewAt?: number;
}

/** Something that exists for the length of one Terraform operation and is never stored. */
export interface Ephemeral<Client, A extends Attributes = Attributes> {
  /** The full type name: `vault_lease`. */
  name: string;
  /** Markdown. */
  description: string;
  attributes: A;
  /** Checks that go beyond single attributes. Values may be unknown. */
  validate?(config: Config<A>, context: ValidateContext): void | Promise<void>;
  /** Opens it. Terraform does so in plan and again in apply. */
  open(config: Settings<A>, context: Omit<Context<Client>, "private">): Promise<Opened<A>>;
  /** Keeps it alive; what it gives replaces the private data and the time of the next renewal. */
  renew?(
    data: unknown,
    context: Omit<Context<Client>, "private">,
  ): Promise<{ private?: unknown; renewAt?: number }>;
  close?(data: unknown, context: Omit<Context<Client>, "private">): Promise<void>;
}

/** Gives the ephemeral resource as it is; only the types of its handlers are inferred from its attributes. */
export function defineEphemeral<Client, A extends Attributes>(
  ephemeral: Ephemeral<Client, A>,
): Ephemeral<Client, A> {
  return ephemeral;
}
