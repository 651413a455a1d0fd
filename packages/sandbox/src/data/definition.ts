import type { Clock } from "../clock.js";
import type { Random } from "../random.js";

/** A record: its ID and any other properties. Dates are ISO 8601 strings in UTC, which sort by time. */
export type Row = { id: string; [property: string]: unknown };

/** The roles of HUNT accounts. */
export type Role = "admin" | "analyst" | "integration";

/** The LoopBack types of properties. */
export type PropertyType = "string" | "number" | "boolean" | "date" | "array" | "object";

/** A property, in LoopBack's terms. */
export interface PropertyDefinition {
  readonly type: PropertyType;
  /** Rejected with 422 if blank. */
  readonly required?: true;
  /**
   * The type of its column if the database has several: `bigint` for a number, which is returned as a string,
   * or `uuid` for a string.
   */
  readonly column?: "bigint" | "uuid";
  /** Never returned, and dropped from conditions. */
  readonly hidden?: true;
  /** A column that only views show. It is also hidden. */
  readonly internal?: true;
  /** Rejected with 422 if another record has the same value. */
  readonly unique?: true;
  /** Value of a new record if the property is missing. */
  readonly default?: string | number | boolean;
  /** `now` sets the time of the clock in a new record. */
  readonly defaultFn?: "now";
}

/** How the database behaves in the points in which genuine servers differ. */
export interface Dialect {
  /** The major version of loopback-connector-postgresql. 3 joins a top-level `or` without brackets. */
  readonly connector: 3 | 5;
  /**
   * `own` is the columns that LoopBack creates itself (TEXT and INTEGER). `native` is UUID, JSONB, and DOUBLE
   * PRECISION.
   */
  readonly columns: "own" | "native";
  /** Order and comparison of strings: `en-US`, or by code point (`C`). */
  readonly collation: "en-US" | "C";
}

/**
 * A relation, in LoopBack's terms. `model` is the name of the other model. `foreignKey` is a property of this
 * model for belongsTo, and of the other model for hasMany.
 */
export interface RelationDefinition {
  readonly type: "belongsTo" | "hasMany";
  readonly model: string;
  readonly foreignKey: string;
}

/** What the seed of a model can use. */
export interface SeedContext {
  /** The seed of the sandbox. */
  readonly seed: number;
  /** Seed of the values of tokens. */
  readonly tokenSeed: number;
  readonly random: Random;
  /** Returns the rows that another model started with, by the model's name. */
  readonly rows: (model: string) => readonly Row[];
  /**
   * Returns the ISO date that is a number of days before the sandbox's start. The number can be a fraction.
   */
  readonly daysAgo: (days: number) => string;
}

/** What the hook of a model can use. The store implements it. */
export interface HookContext {
  /** Returns the table of a model, by the model's name. */
  table(model: string): {
    get(id: string): Row | undefined;
    inOrderOfInsertion(): Iterable<Row>;
    put(row: Row): void;
    delete(id: string): boolean;
  };
}

/** What the columns of a view are computed from. The store implements it. */
export interface ViewContext {
  readonly clock: Pick<Clock, "now">;
  /** Returns the table of a model, by the model's name. */
  table(model: string): {
    get(id: string): Row | undefined;
    inOrderOfInsertion(): Iterable<Row>;
    countBy(column: string, flag?: string): ReadonlyMap<unknown, number>;
  };
}

/** Computes columns of a record. Columns that it does not return are those of the record. */
export type ComputeColumns = (row: Row) => Readonly<Record<string, unknown>>;

/** How the rows of a model are computed when they are read, as a view of the database does. */
export interface ViewDefinition {
  /** The name of the model whose rows the view uses. Default: the model itself. */
  readonly base?: string;
  /** Prepares the data that all rows need. Default: no column is computed. */
  readonly prepare?: (context: ViewContext) => ComputeColumns;
}

/** A row of a seed. If it has no ID, the store creates a UUID. */
export type SeedRow = { id?: string; [property: string]: unknown };

/**
 * A model: the data of one kind of record, in LoopBack's terms. `id` is a string that need not be declared.
 * The HTTP methods of the records are in methods/.
 */
export interface ModelDefinition {
  /** LoopBack's model name, as error messages show it: `Alert`. */
  readonly name: string;
  /** The model's path under /api: `Alerts`. */
  readonly plural: string;
  readonly properties: Readonly<Record<string, PropertyDefinition>>;
  /** The type of the ID column if the database has UUIDs. Default: a string. */
  readonly idColumn?: "uuid";
  readonly dialect?: Dialect;
  readonly relations?: Readonly<Record<string, RelationDefinition>>;
  /** Roles that can read. Default: every signed-in user. */
  readonly readers?: readonly Role[];
  /** Roles that can create, change, and delete. Default: every signed-in user. */
  readonly writers?: readonly Role[];
  /** Whether `DELETE /{model}` is available. */
  readonly hasDeleteAll?: true;
  /** Whether a POST with the ID of a record updates it, as HUNT does for extensions. */
  readonly postUpdates?: true;
  /** Whether only relations of other models have routes to its records. */
  readonly isRelationOnly?: true;
  /** Called before a record is created or changed. Throws to prevent it. */
  readonly beforeSave?: (row: Readonly<Record<string, unknown>>, context: HookContext) => void;
  /** Called before a record is deleted. Throws to prevent it. */
  readonly beforeDelete?: (row: Row, context: HookContext) => void;
  /** Whether only GET is available, as for most models that are views. */
  readonly isReadOnly?: true;
  /** Computes rows when they are read. */
  readonly view?: ViewDefinition;
  /** Returns the rows of a new sandbox. */
  readonly seed?: (context: SeedContext) => SeedRow[];
}
