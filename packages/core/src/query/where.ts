/** The properties that a model names; a loose schema's type also admits any other, which would let every misspelling pass. */
type Named<T> = keyof { [K in keyof T as string extends K ? never : K]: T[K] } & string;

/** What may be asked for of a model: what it names, or anything of one that names nothing but its id. */
export type Property<T> = [Exclude<Named<T>, "id">] extends [never] ? string : Named<T>;

/** What a property may be compared with: its own type, and a `Date` where it is a text, since HUNT's times are texts. */
type Comparable<V> = NonNullable<V> extends string ? NonNullable<V> | Date : NonNullable<V>;

/** LoopBack 3's operators. Several on one property must all hold. */
export interface Operators<V> {
  eq?: Comparable<V> | null;
  neq?: Comparable<V> | null;
  gt?: Comparable<V>;
  gte?: Comparable<V>;
  lt?: Comparable<V>;
  lte?: Comparable<V>;
  /** Both ends belong to it. */
  between?: readonly [Comparable<V>, Comparable<V>];
  inq?: readonly Comparable<V>[];
  nin?: readonly Comparable<V>[];
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

type Conditions<T> = { [K in Property<T>]?: K extends keyof T ? Comparable<T[K]> | null | Operators<T[K]> : unknown };
