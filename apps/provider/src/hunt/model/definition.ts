import type { CallOptions, Collection, HuntClient, Model, Row } from "@huntkit/core";
import {
  string,
  type Attributes,
  type Config,
  type Planned,
  type Settings,
  type State,
  type Context,
  type PlanInput,
  type Resource,
  type ValidateContext,
} from "@huntkit/terraform-plugin";
import type { Connection } from "../connection.js";

/** What every row of HUNT's has beside the attributes that a definition names. */
export const common = {
  id: string({ computed: true, notNull: true, useStateForUnknown: true, description: "HUNT's id, a UUID." }),
  created_on: string({
    computed: true,
    useStateForUnknown: true,
    description: "When it was made: ISO 8601, in UTC.",
  }),
} satisfies Attributes;

/** The attributes of a definition with the common ones. */
export type All<A extends Attributes> = A & typeof common;

/** What data is made from. */
export interface DataInput<A extends Attributes> {
  planned: Planned<All<A>>;
  /** Null where the object is to be made. */
  prior: State<All<A>> | null;
  /** Holds the write-only values, too. */
  config: Settings<All<A>>;
}

/** What a write may use beside its data. */
export type WriteOptions = CallOptions & { client: HuntClient };

/** A model of HUNT's as Terraform sees it: one resource and two data sources come from it. */
export interface ModelDefinition<T extends Row, C extends Collection<T>, A extends Attributes> {
  /** The resource's name: `hunt_flag`. It is the singular data source's as well. */
  name: `hunt_${string}`;
  /** The plural data source's name; the resource's and an `s` unless told. */
  plural?: `hunt_${string}`;
  /** Markdown, of the resource. */
  description: string;
  /** Of core: `models.flags`. */
  model: Model<T, C>;
  /** The attribute by which people know an object: import and the data source find it by that, beside its id. */
  lookup: keyof A & string;
  /** Further attributes to import by, each with one value for one object. */
  aliases?: readonly (keyof A & string)[];
  /** Beside the common ones, which are added. */
  attributes: A;
  /** The property of a row behind an attribute, where it is not the attribute's name in camelCase. */
  properties?: Partial<Record<keyof A & string, string>>;
  /**
   * Attributes that HUNT knows nothing of: kept as configured, never sent, not in the data sources. Write-only ones
   * need no mention.
   */
  own?: readonly (keyof A & string)[];
  /** Whether a row is none of these objects: deleted, though HUNT still has it, or of another kind. */
  isGone?(row: T): boolean;
  /** Attributes that are not simply a property of the row. */
  fromRow?(row: T): Partial<Record<keyof A & string, unknown>>;
  /** Attributes that cost a request of their own; the plural data source goes without them. */
  details?: {
    names: readonly (keyof A & string)[];
    /** @param prior the state before; null in an import and in a data source */
    read(
      row: T,
      context: Omit<Context<Connection>, "private">,
      prior: State<All<A>> | null,
    ): Promise<Record<string, unknown>>;
  };
  /**
   * What is to be sent, where that is not simply the attributes under their properties.
   *
   * @param data what would be sent by that rule: to make an object, what is not null; to change it, what changed, with
   * null for what was unset
   */
  toData?(data: Record<string, unknown>, input: DataInput<A>): Record<string, unknown>;
  /** Makes an object; `collection.create` unless told. */
  create?(collection: C, data: Record<string, unknown>, options: WriteOptions): Promise<T>;
  /** Changes an object; `collection.update` unless told. Not called where there is nothing to send. */
  update?(collection: C, id: string, data: Record<string, unknown>, options: WriteOptions): Promise<T>;
  /** Deletes an object; `collection.delete` unless told. */
  delete?(collection: C, state: State<All<A>>, options: WriteOptions): Promise<void>;
  /** A further way to import, asked where nothing is found by id, lookup and aliases. */
  find?(text: string, context: Context<Connection>): Promise<T[]>;
  validate?(config: Config<All<A>>, context: ValidateContext): void | Promise<void>;
  plan?(plan: PlanInput<All<A>, Connection>): void | Promise<void>;
  version?: number;
  upgrade?: NonNullable<Resource<Connection>["upgrade"]>;
}

/** A definition of which nothing is known. */
export type AnyDefinition = ModelDefinition<Row, Collection<Row>, Attributes>;

/** A state of which nothing is known. */
export type AnyState = Record<string, unknown>;
