/** `"createdOn"`, `"createdOn DESC"`. */
export type Order<T> = Property<T> | `${Property<T>} ${"ASC" | "DESC"}`;

/** Which rows, in which order, and what of them; LoopBack 3's filter as plain data. */
export interface Filter<T> {
  where?: Where<T>;
  /** By id unless told. Another order pages by `skip`, so rows that come or go meanwhile may be seen twice or not at all. */
  order?: Order<T> | readonly Order<T>[];
  /** Only these properties; `id` always comes along. */
  fields?: readonly Property<T>[];
  /** Relations to bring along, by name. */
  include?: string | readonly string[];
  /** The most rows in all. */
  limit?: number;
}

/** The properties that a model names; a loose schema's type also admits any other, which would let every misspelling pass. */
type Named<T> = keyof { [K in keyof T as string extends K ? never : K]: T[K] } & string;

/** What may be asked for of a model: what it names, or anything of one that names nothing but its id. */
export type Property<T> = [Exclude<Named<T>, "id">] extends [never] ? string : Named<T>;

/** What a property may be compared with: its own type; a `Date` and a text for each other, since HUNT's times are texts. */
type Comparable<V> = unknown extends V
  ? string | number | boolean | Date
  : NonNullable<V> extends string | Date
    ? NonNullable<V> | string | Date
    : NonNullable<V>;

/** LoopBack 3's operators. Several on one property must all hold. */
export type Operators<V> = Comparisons<Comparable<V>> &
  ([NonNullable<V> & string] extends [never] ? unknown : TextOperators);

interface Comparisons<V> {
  eq?: V | null;
  neq?: V | null;
  gt?: V;
  gte?: V;
  lt?: V;
  lte?: V;
  /** Both ends belong to it. */
  between?: readonly [V, V];
  inq?: readonly V[];
  nin?: readonly V[];
}

interface TextOperators {
  /** `%` stands for any text, `_` for one character; matches anywhere in the property. */
  like?: string;
  nlike?: string;
  /** As `like`, whatever the case. */
  ilike?: string;
  nilike?: string;
  regexp?: string | RegExp;
}

/** A condition on a model, in LoopBack 3's words. What stands side by side must all hold. */
export type Where<T> = Conditions<T> & { and?: readonly Where<T>[]; or?: readonly Where<T>[] };

type Conditions<T> = {
  [K in Property<T>]?: K extends keyof T ? Comparable<T[K]> | null | Operators<T[K]> : unknown;
};
