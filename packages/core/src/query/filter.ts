/** A property, optionally with a direction: `"createdOn"`, `"createdOn DESC"`. */
export type Order<T> = Property<T> | `${Property<T>} ${"ASC" | "DESC"}`;

/** Selects rows, their order, and their properties. It is LoopBack 3's filter as plain data. */
export interface Filter<T> {
  /** Condition that the rows must match. Default: all rows. */
  where?: Where<T>;
  /**
   * Order of the rows. Any order other than by ID pages with `skip`, so rows that are added or deleted in the
   * meantime can be duplicated or missed. Default: by ID.
   */
  order?: Order<T> | readonly Order<T>[];
  /** Properties to return. `id` is always included. */
  fields?: readonly Property<T>[];
  /** Names of relations to include. */
  include?: string | readonly string[];
  /** Maximum number of rows. */
  limit?: number;
}

/**
 * The properties that a model names. The type of a loose schema also has an index signature, which would
 * allow any misspelling.
 */
type Named<T> = keyof { [K in keyof T as string extends K ? never : K]: T[K] } & string;

/** The properties that a filter can use: those that the model names, or any if it names only its ID. */
export type Property<T> = [Exclude<Named<T>, "id">] extends [never] ? string : Named<T>;

/**
 * The values that a property can be compared with: its own type. A `Date` and a string are interchangeable,
 * because HUNT's times are strings.
 */
type Comparable<V> = unknown extends V
  ? string | number | boolean | Date
  : NonNullable<V> extends string | Date
    ? NonNullable<V> | string | Date
    : NonNullable<V>;

/** LoopBack 3's operators. If a property has several, all must match. */
export type Operators<V> = Comparisons<Comparable<V>> &
  ([NonNullable<V> & string] extends [never] ? unknown : TextOperators);

interface Comparisons<V> {
  eq?: V | null;
  neq?: V | null;
  gt?: V;
  gte?: V;
  lt?: V;
  lte?: V;
  /** Range that includes both ends. */
  between?: readonly [V, V];
  inq?: readonly V[];
  nin?: readonly V[];
}

interface TextOperators {
  /**
   * Pattern for the whole value: `%` matches any string, and `_` one character, so `%abc%` finds a part. A backslash
   * escapes the next character.
   */
  like?: string;
  nlike?: string;
  /** Like `like`, but ignores case. Without a wildcard, it compares the whole value. */
  ilike?: string;
  nilike?: string;
  regexp?: string | RegExp;
}

/** A condition on a model, in LoopBack 3's format. All properties of an object must match. */
export type Where<T> = Conditions<T> & { and?: readonly Where<T>[]; or?: readonly Where<T>[] };

type Conditions<T> = {
  [K in Property<T>]?: K extends keyof T ? Comparable<T[K]> | null | Operators<T[K]> : unknown;
};
