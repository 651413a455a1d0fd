import type { Path } from "../cty/path.js";
import type { Attributes, Config, Plan, Planned, Settings, State } from "./attribute.js";
import type { AddError, Context, ValidateContext, Warn } from "./context.js";
import type { Explanation } from "./diagnostics.js";

/** What a resource's own `plan` receives, after the framework has planned according to the attributes. */
export interface PlanInput<A extends Attributes, Client = unknown> {
  /** The prior state. Null for an object that will be created. */
  prior: State<A> | null;
  config: Config<A>;
  /**
   * The plan so far. Change it in place, but only computed attributes that are not configured (a rule of
   * Terraform).
   */
  planned: Plan<A>;
  /** Add the path of an attribute that cannot change in place. */
  requiresReplace: Path[];
  /** Milliseconds since 1970. */
  now: () => number;
  /** Undefined if the provider is not configured, for example because its configuration is not known yet. */
  client: Client | undefined;
  signal: AbortSignal;
  addError: AddError;
  warn: Warn;
}

/**
 * A managed resource: its schema and its handlers. The framework enforces Terraform's rules. What a handler
 * throws becomes a diagnostic.
 */
export interface Resource<Client, A extends Attributes = Attributes> {
  /** The full type name: `notes_note`. */
  name: string;
  /** Markdown. */
  description: string;
  /** The version of the schema. Default: 0. */
  version?: number;
  /**
   * For each older version, how to convert a state to the next version. The framework drops attributes that
   * no longer exist.
   */
  upgrade?: Record<number, (state: Record<string, unknown>) => Record<string, unknown>>;
  attributes: A;
  /**
   * The attribute that identifies an object, such as `id`: a string that never changes. Users of Terraform
   * 1.12 can then import an object by its identity.
   */
  identity?: string;
  /**
   * Disables the block `timeouts { create, read, update, delete }`. By default, users can set it, and a handler's
   * `signal` aborts after that time.
   */
  timeouts?: false;
  /** Explains what a handler threw, with the names of its attributes. Default: the provider's `explain`. */
  explain?(error: unknown): Explanation;
  /** Checks that go beyond single attributes. Values may be unknown. */
  validate?(config: Config<A>, context: ValidateContext): void | Promise<void>;
  /** Plans beyond the rules of the attributes. It is never called for a destroy. */
  plan?(plan: PlanInput<A, Client>): void | Promise<void>;
  /**
   * Creates the object. Only `config` contains write-only values.
   *
   * @throws {PartialStateError} if the object exists, but a later step failed
   */
  create(planned: Planned<A>, config: Settings<A>, context: Context<Client>): Promise<State<A>>;
  /** Returns the current state, or null if the object is gone. */
  read(state: State<A>, context: Context<Client>): Promise<State<A> | null>;
  /** Changes the object in place. Without this handler, every change replaces the object. */
  update?(
    planned: Planned<A>,
    prior: State<A>,
    config: Settings<A>,
    context: Context<Client>,
  ): Promise<State<A>>;
  /** Deletes the object. An object that is already gone is not an error. */
  delete(state: State<A>, context: Context<Client>): Promise<void>;
  /** Finds an existing object by the user's ID. @throws if it does not exist. The error must name the ID. */
  import?(id: string, context: Context<Client>): Promise<State<A>>;
}

/** Returns the resource. The types of its handlers are inferred from its attributes. */
export function defineResource<Client, A extends Attributes>(
  resource: Resource<Client, A>,
): Resource<Client, A> {
  return resource;
}

/** A data source, which reads something that Terraform does not manage. */
export interface DataSource<Client, A extends Attributes = Attributes> {
  /** The full type name: `notes_note`. */
  name: string;
  /** Markdown. */
  description: string;
  attributes: A;
  /** Explains what a handler threw, with the names of its attributes. Default: the provider's `explain`. */
  explain?(error: unknown): Explanation;
  /** Checks that go beyond single attributes. Values may be unknown. */
  validate?(config: Config<A>, context: ValidateContext): void | Promise<void>;
  /**
   * Reads the data source. The result must contain the configured values unchanged.
   *
   * @throws if nothing is found. The error must name what was searched for.
   */
  read(config: Settings<A>, context: Omit<Context<Client>, "private">): Promise<State<A>>;
}

/** Returns the data source. The types of its handlers are inferred from its attributes. */
export function defineDataSource<Client, A extends Attributes>(
  dataSource: DataSource<Client, A>,
): DataSource<Client, A> {
  return dataSource;
}

/** An open ephemeral resource. */
export interface Opened<A extends Attributes> {
  result: State<A>;
  /** JSON data for `renew` and `close`. */
  private?: unknown;
  /** When to renew, in milliseconds since 1970. */
  renewAt?: number;
}

/** An ephemeral resource, which exists during one Terraform operation and is never stored. */
export interface Ephemeral<Client, A extends Attributes = Attributes> {
  /** The full type name: `vault_lease`. */
  name: string;
  /** Markdown. */
  description: string;
  attributes: A;
  /** Explains what a handler threw, with the names of its attributes. Default: the provider's `explain`. */
  explain?(error: unknown): Explanation;
  /** Checks that go beyond single attributes. Values may be unknown. */
  validate?(config: Config<A>, context: ValidateContext): void | Promise<void>;
  /** Opens it. Terraform does this in the plan, and again in the apply. */
  open(config: Settings<A>, context: Omit<Context<Client>, "private">): Promise<Opened<A>>;
  /** Extends it. The result replaces the private data and the time of the next renewal. */
  renew?(
    data: unknown,
    context: Omit<Context<Client>, "private">,
  ): Promise<{ private?: unknown; renewAt?: number }>;
  close?(data: unknown, context: Omit<Context<Client>, "private">): Promise<void>;
}

/** Returns the ephemeral resource. The types of its handlers are inferred from its attributes. */
export function defineEphemeral<Client, A extends Attributes>(
  ephemeral: Ephemeral<Client, A>,
): Ephemeral<Client, A> {
  return ephemeral;
}
