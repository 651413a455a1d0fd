import type { Path } from "../cty/path.js";
import type { Attributes, Config, Plan, Planned, Settings, State } from "./attribute.js";
import { type AddError, type Context, type ValidateContext, type Warn } from "./context.js";

/** What a resource's own `plan` sees, after the framework has planned by the attributes' rules. */
export interface PlanInput<A extends Attributes, Client = unknown> {
  /** What is; null for an object that will be created. */
  prior: State<A> | null;
  config: Config<A>;
  /** What is planned so far: change it in place, within Terraform's rules: only computed attributes that the configuration leaves out. */
  planned: Plan<A>;
  /** Push the path of an attribute whose change cannot be made in place. */
  requiresReplace: Path[];
  /** Milliseconds since 1970. */
  now: () => number;
  /** Undefined where the provider is not configured, as in plans whose provider configuration is not known yet. */
  client: Client | undefined;
  signal: AbortSignal;
  addError: AddError;
  warn: Warn;
}

/**
 * A managed resource: its schema and what to do with it. The framework keeps Terraform's rules around the handlers;
 * these throw where something goes wrong, and what they throw becomes a diagnostic.
 */
export interface Resource<Client, A extends Attributes = Attributes> {
  /** The full type name: `notes_note`. */
  name: string;
  /** Markdown. */
  description: string;
  /** Version of the schema, 0 if left out. */
  version?: number;
  /** By version, how to bring a state of that version to the next one. Attributes that the schema no longer has are dropped by the framework. */
  upgrade?: Record<number, (state: Record<string, unknown>) => Record<string, unknown>>;
  attributes: A;
  /** Without it, users may set `timeouts = { create, read, update, delete }`, and the handlers' `signal` ends when time is up. */
  timeouts?: false;
  /** Checks that go beyond single attributes. Values may be unknown. */
  validate?(config: Config<A>, context: ValidateContext): void | Promise<void>;
  /** Plans beyond the attributes' own rules. Never called for a destroy. */
  plan?(plan: PlanInput<A, Client>): void | Promise<void>;
  /** Makes the object. `config` alone holds write-only values. @throws {PartialState} when the object exists though a later step failed */
  create(planned: Planned<A>, config: Settings<A>, context: Context<Client>): Promise<State<A>>;
  /** What is; null when the object is gone. */
  read(state: State<A>, context: Context<Client>): Promise<State<A> | null>;
  /** Changes the object in place. A resource without it is replaced by every change. */
  update?(
    planned: Planned<A>,
    prior: State<A>,
    config: Settings<A>,
    context: Context<Client>,
  ): Promise<State<A>>;
  /** Deletes the object; one that is gone already is no error. */
  delete(state: State<A>, context: Context<Client>): Promise<void>;
  /** Finds an existing object by what the user wrote. @throws where there is none, in words that say what was looked for */
  import?(id: string, context: Context<Client>): Promise<State<A>>;
}

/** Gives the resource as it is; only the types of its handlers are inferred from its attributes. */
export function defineResource<Client, A extends Attributes>(
  resource: Resource<Client, A>,
): Resource<Client, A> {
  return resource;
}
