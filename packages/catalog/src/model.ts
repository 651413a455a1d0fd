/**
 * How something is known, the strongest first: `live` was seen on a hosted instance; `vendor` is in the
 * vendor's help pages, PowerShell module, tests, or XSOAR pack; `vendor sample` is in a response that the
 * vendor has published; `specification` is in an instance's own OpenAPI document; `read` means that a client
 * that runs against live instances reads it; `assumed` means that no public source shows it.
 */
export const evidences = ["live", "vendor", "vendor sample", "specification", "read", "assumed"] as const;

/** The source of a fact about HUNT. */
export type Evidence = (typeof evidences)[number];

/** The LoopBack type of a field. A `date` is an ISO 8601 string in UTC. */
export type FieldType = "string" | "number" | "boolean" | "date" | "object" | "array";

/** The shape of a string. Nothing checks it in responses. */
export type Format =
  | "uuid"
  | "sha1"
  | "sha256"
  | "md5"
  | "ip"
  | "network"
  | "cron"
  | "cve"
  | "email"
  | "url"
  | "lua";

/** One field of a model, or of an object in a field. */
export interface Field {
  readonly type: FieldType;
  /** One line, in English, with the unit and the time zone if there is one. */
  readonly description: string;
  readonly format?: Format;
  /** The LoopBack name of the model whose ID the field holds. */
  readonly reference?: string;
  /** The name of the `belongsTo` relation that follows the reference. */
  readonly relation?: string;
  /** The known values. HUNT may return others, unless `hasAllValues` is set. */
  readonly values?: readonly string[];
  /** Whether `values` are all values: sources list them, and HUNT could not work with another one. */
  readonly hasAllValues?: true;
  /** Whether the case of the values differs between sources, or between versions of HUNT. */
  readonly hasVaryingCase?: true;
  /** The values in the case that HUNT stores, if clients write them in another one. */
  readonly storedValues?: readonly string[];
  /**
   * Whether its values are not public, but records of an instance have each of them. A value that no record has is
   * probably mistyped.
   */
  readonly hasSharedValues?: true;
  /** A regular expression that all known values match. */
  readonly pattern?: string;
  /** Range of a number that clients write. */
  readonly min?: number;
  readonly max?: number;
  /** Whether a number that clients write must be an integer. */
  readonly isInteger?: true;
  /** The property whose value names the type of this one: `string`, `number`, `boolean`, or `secret`. */
  readonly typeProperty?: string;
  /** The known fields of an object. */
  readonly fields?: Fields;
  /** What a client accepts instead of `type`, if public sources leave the type open. */
  readonly accepts?: "any" | readonly ("string" | "number" | "boolean")[];
  /** Whether HUNT returns the number as text, as PostgreSQL does with `bigint`. Core makes it a number. */
  readonly asText?: true;
  /** Whether clients may set it. */
  readonly writable?: true;
  /** Whether HUNT rejects a new record without it. */
  readonly required?: true;
  /** Whether HUNT accepts it, but never returns it. */
  readonly hidden?: true;
  /** Whether HUNT rejects a value that another record has. It compares strings exactly. */
  readonly unique?: true;
  /** The value in a new record. `now` in a date is the time of the creation. */
  readonly default?: string | number | boolean;
  /**
   * Whose clock sets a date, which is never in the future by that clock. HUNT sets a date whose default is `now`. The
   * clock of a host can be wrong.
   */
  readonly past?: "hunt" | "host";
  /** A field that only one side names: the sandbox invents it for its own use, or clients accept it in a shared row type. */
  readonly only?: "sandbox" | "client";
  /** Source of the field, if it differs from that of the model. */
  readonly known?: Evidence;
}

/** Fields by name. */
export type Fields = Readonly<Record<string, Field>>;

/**
 * One kind of record.
 *
 * @typeParam Row the type of a record in a response
 * @typeParam F the fields, by their names
 */
export interface Model<Row = unknown, F extends Fields = Fields> {
  /** The LoopBack name, as error messages show it: `Alert`. */
  readonly name: string;
  /** The path below the API base, in the plural: `Alerts`. */
  readonly route: string;
  /** What messages call one record and several. Default: records of the route. */
  readonly nouns?: readonly [one: string, many: string];
  readonly description: string;
  /** Source of the model, and of its fields unless `fieldsKnown` or the field has another one. */
  readonly known: Evidence;
  /** Source of the fields, if it differs from that of the model. */
  readonly fieldsKnown?: Evidence;
  /** Source of the routes that create, change, and delete records, if it differs from that of the model. */
  readonly writesKnown?: Evidence;
  /** Whether clients can only read it. */
  readonly isReadOnly?: true;
  readonly fields: F;
  /** Field with the ID of the record that it belongs to. Names are unique in it, regardless of case. */
  readonly parent?: string;
  /** Properties of a new record that HUNT reads, but that are not among its fields. */
  readonly inputs?: Fields;
  /** Records that HUNT itself depends on, by one of their properties. They must not be changed or deleted. */
  readonly builtIn?: { readonly property: string; readonly values: readonly string[] };
  /** The `hasMany` relations: the other model's LoopBack name, and its field that refers to this model. */
  readonly hasMany?: Readonly<Record<string, { readonly model: string; readonly foreignKey: string }>>;
  /** Carries the row's type, and has no value. */
  readonly row?: Row;
}

type Primitive<T> = T extends "number" ? number : T extends "boolean" ? boolean : string;

/** The type of a field's value, without null. */
export type ValueOf<F extends Field> = F extends { accepts: "any" }
  ? unknown
  : F extends { accepts: readonly (infer T)[] }
    ? Primitive<T>
    : F extends { values: readonly (infer Known extends string)[] }
      ? Known | (string & {})
      : F extends { fields: infer Inner extends Fields }
        ? ObjectOf<Inner>
        : F extends { type: "object" | "array" }
          ? unknown
          : Primitive<F["type"]>;

/** An object in a field. Fields that the catalog does not name are kept, and are not in the type. */
export type ObjectOf<F extends Fields> = {
  -readonly [Name in keyof F]?: ValueOf<F[Name]> | null | undefined;
};

type Unlisted = { readonly hidden: true } | { readonly only: "sandbox" };

/** The ID, which every record has, unless clients accept anything. */
type RequiredNames<F extends Fields> = F["id"] extends { accepts: "any" } ? never : "id";

/**
 * A record in a response. All fields except the ID may be absent or null: a request with `fields` returns no
 * others, and instances differ. Fields that the catalog does not name are kept, and are not in the type.
 */
export type RowOf<F extends Fields> = {
  -readonly [Name in keyof F as Name & RequiredNames<F>]: ValueOf<F[Name]>;
} & {
  -readonly [Name in keyof F as F[Name] extends Unlisted ? never : Exclude<Name, RequiredNames<F>>]?:
    | ValueOf<F[Name]>
    | null
    | undefined;
};
