import type { Clock } from "../clock.js";
import type { Random } from "../random.js";

/**
 * One record: its id and whatever properties it has. Dates are ISO 8601 strings in UTC, so that they sort as
 * strings.
 */
export type Row = { id: string; [property: string]: unknown };

/** The roles a HUNT account may have. */
export type Role = "admin" | "analyst" | "integration";

/** The LoopBack types a property may have. */
export type PropertyType = "string" | "number" | "boolean" | "date" | "array" | "object";

/** One property, in LoopBack's words. */
export interface PropertyDefinition {
  readonly type: PropertyType;
  /** Refused with 422 when blank. */
  readonly required?: true;
  /**
   * The type of its column if the database has several: `bigint` for a number, which is returned as text, or
   * `uuid` for a string.
   */
  readonly column?: "bigint" | "uuid";
  /** Never answered, and dropped from conditions. */
  readonly hidden?: true;
  /** A column that only views show. It is hidden as well. */
  readonly internal?: true;
  /** Refused with 422 when another record has the same value. */
  readonly unique?: true;
  /** What a new record gets when the property is missing. */
  readonly default?: string | number | boolean;
  /** `now`: a new record gets the clock's time. */
  readonly defaultFn?: "now";
}

/** How the database answers where genuine servers differ. */
export interface Dialect {
  /** The major version of loopback-connector-postgresql. 3 joins a top-level `or` without brackets. */
  readonly connector: 3 | 5;
  /** `own`: the columns that LoopBack makes itself (TEXT and INTEGER). `native`: UUID, JSONB, and DOUBLE PRECISION. */
  readonly columns: "own" | "native";
  /** How strings are ordered and compared: `en-US`, or by code point (`C`). */
  readonly collation: "en-US" | "C";
}

/** One relation, in LoopBack's words. `model` is the other model's name, `foreignKey` lies here for belongsTo and there for hasMany. */
export interface RelationDefinition {
  readonly type: "belongsTo" | "hasMany";
  readonly model: string;
  readonly foreignKey: string;
}

/** What a model's seed may draw on. */
export interface SeedContext {
  /** The seed of the sandbox. */
  readonly seed: number;
  /** Seed of the values of tokens. */
  readonly tokenSeed: number;
  readonly random: Random;
  /** The rows that another model started with, by its name. */
  readonly rows: (model: string) => readonly Row[];
  /** An ISO date so many days before the sandbox's start; fractions count. */
  readonly daysAgo: (days: number) => string;
}

/** What a model's hook works with. The store is one. */
export interface HookContext {
  readonly clock: Pick<Clock, "now">;
  /** The table of a model, by its name. */
  table(model: string): { get(id: string): Row | undefined; put(row: Row): void };
}

/** What the columns of a view are computed from. The store is one. */
export interface ViewContext {
  readonly clock: Pick<Clock, "now">;
  /** The table of a model, by its name. */
  table(model: string): { get(id: string): Row | undefined; inOrderOfInsertion(): Iterable<Row> };
}

/** How the rows of a model are computed when they are read, as a view of the database does. */
export interface ViewDefinition {
  /** The name of the model whose rows they are made from. Default: the model itself. */
  readonly base?: string;
  /** Prepares what all rows need, and returns a function that makes one row. */
  readonly createRows: (context: ViewContext) => (row: Row) => Row;
}

/** A row as a seed gives it: without an id, it gets a UUID. */
export type SeedRow = { id?: string; [property: string]: unknown };

/**
 * A model: the data of one kind of record, in LoopBack's words. `id` is a string and need not be declared. What can be done with
 * its records over HTTP is in methods/.
 */
export interface ModelDefinition {
  /** LoopBack's model name, as error messages show it: `Alert`. */
  readonly name: string;
  /** The model's path under /api: `Alerts`. */
  readonly plural: string;
  readonly properties: Readonly<Record<string, PropertyDefinition>>;
  /** The type of the id's column if the database has UUIDs. Default: a string. */
  readonly idColumn?: "uuid";
  readonly dialect?: Dialect;
  readonly relations?: Readonly<Record<string, RelationDefinition>>;
  /** Who may read; every signed-in user when omitted. */
  readonly readers?: readonly Role[];
  /** Who may create, change and delete; every signed-in user when omitted. */
  readonly writers?: readonly Role[];
  /** Whether `DELETE /{model}` is open. */
  readonly hasDeleteAll?: true;
  /** POST with the id of a record updates it, as HUNT does for extensions. */
  readonly postUpdates?: true;
  /** Called before a record is deleted; throws to refuse. */
  readonly beforeDelete?: (row: Row, context: HookContext) => void;
  /** Only GET: most models that are views. */
  readonly isReadOnly?: true;
  /** Computes rows when they are read. */
  readonly view?: ViewDefinition;
  /** The rows that a fresh sandbox holds. */
  readonly seed?: (context: SeedContext) => SeedRow[];
}
