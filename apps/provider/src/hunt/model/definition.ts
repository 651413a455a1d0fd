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

/** The attributes of every model, in addition to those of its definition. */
export const common = {
  id: string({
    computed: true,
    notNull: true,
    useStateForUnknown: true,
    description: "ID of the object in HUNT (UUID).",
  }),
} satisfies Attributes;

/** The attributes of a definition, and the common ones. */
export type All<A extends Attributes> = A & typeof common;

/** What `toData` receives. */
export interface DataInput<A extends Attributes> {
  planned: Planned<All<A>>;
  /** Null for an object that will be created. */
  prior: State<All<A>> | null;
  /** Also contains the write-only values. */
  config: Settings<All<A>>;
}

/** What a write receives in addition to its data. */
export type WriteOptions = CallOptions & { client: HuntClient };

/** The definition of a model of HUNT for Terraform. One resource and two data sources are created from it. */
export interface ModelDefinition<T extends Row, C extends Collection<T>, A extends Attributes> {
  /** The name of the resource and of the singular data source, such as `hunt_flag`. */
  name: `hunt_${string}`;
  /** The name of the plural data source. Default: the name with an `s`. */
  plural?: `hunt_${string}`;
  /** The description of the resource, in Markdown. */
  description: string;
  /** The model of the core, such as `models.flags`. */
  model: Model<T, C>;
  /**
   * The attribute that identifies an object to users. Imports and the data source find objects by it and by
   * their ID.
   */
  lookup: keyof A & string;
  /**
   * Further attributes to find objects by. Each must be unique. Only an object that has one can have the name of
   * another one, regardless of case.
   */
  aliases?: readonly (keyof A & string)[];
  /** The attributes, without the common ones. */
  attributes: A;
  /** The properties of attributes whose property is not the name in camelCase. */
  properties?: Partial<Record<keyof A & string, string>>;
  /**
   * Attributes that only Terraform keeps: never sent, and not in the data sources. Write-only attributes need
   * not be listed.
   */
  localAttributes?: readonly (keyof A & string)[];
  /**
   * Returns whether a row is not one of these objects: HUNT marked it as deleted, or it is of another kind.
   */
  isGone?(row: T): boolean;
  /** Returns the values of attributes that are not simply a property of the row. */
  fromRow?(row: T): Partial<Record<keyof A & string, unknown>>;
  /** Attributes that cost a request for each object. The plural data source does not have them. */
  details?: {
    names: readonly (keyof A & string)[];
    /** @param prior the prior state. Null in an import and in a data source. */
    read(
      row: T,
      context: Omit<Context<Connection>, "private">,
      prior: State<All<A>> | null,
    ): Promise<Record<string, unknown>>;
  };
  /**
   * Returns the data to send, if it is not simply the properties of the attributes.
   *
   * @param data the properties. For a new object, those that are not null. Otherwise, those that changed,
   *   with null for a value that was unset.
   */
  toData?(data: Record<string, unknown>, input: DataInput<A>): Record<string, unknown>;
  /** Creates an object. Default: `collection.create`. */
  create?(collection: C, data: Record<string, unknown>, options: WriteOptions): Promise<T>;
  /** Changes an object. Default: `collection.update`. It is not called if there is nothing to send. */
  update?(collection: C, id: string, data: Record<string, unknown>, options: WriteOptions): Promise<T>;
  /** Deletes an object. Default: `collection.delete`. */
  delete?(collection: C, state: State<All<A>>, options: WriteOptions): Promise<void>;
  /** Another way to find objects for an import, if nothing is found by ID, lookup, and aliases. */
  otherLookup?: {
    /** What is searched for, such as `the name of its target group`. */
    what: string;
    find(text: string, context: Context<Connection>): Promise<T[]>;
  };
  validate?(config: Config<All<A>>, context: ValidateContext): void | Promise<void>;
  plan?(plan: PlanInput<All<A>, Connection>): void | Promise<void>;
  version?: number;
  upgrade?: NonNullable<Resource<Connection>["upgrade"]>;
}

/** Any definition. */
export type AnyDefinition = ModelDefinition<Row, Collection<Row>, Attributes>;

/** Any state. */
export type AnyState = Record<string, unknown>;
