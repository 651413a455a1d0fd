import type { Path } from "../cty/path.js";
import type { CtyType } from "../cty/type.js";
import type { Dynamic, Unknown, Value } from "../cty/value.js";

/** How a nested attribute holds its objects. */
export type Nesting = "single" | "list" | "set" | "map";

/** The objects inside an attribute, which have attributes of their own. */
export interface Nested<N extends Nesting = Nesting, A extends Attributes = Attributes> {
  readonly nesting: N;
  readonly attributes: A;
  /** Whether configurations write it as a block: `timeouts { … }`. Default: `timeouts = { … }`. */
  readonly block?: boolean;
}

/** What an attribute holds: a plain cty type, or objects with attributes of their own. */
export type AttributeType = CtyType | Nested;

/** The options of an attribute that the types of its data depend on. */
export interface Flags {
  readonly required?: unknown;
  readonly optional?: unknown;
  readonly computed?: unknown;
  readonly writeOnly?: unknown;
  readonly notNull?: unknown;
  readonly default?: unknown;
}

/** What is wrong with a value, and what to write instead. */
export interface Problem {
  readonly detail: string;
  /** The code of the error in the provider's documentation. */
  readonly code?: string | undefined;
}

/**
 * Returns what is wrong and what to write instead, or undefined for a valid value. It is never called with
 * null or unknown.
 */
export type Validator<T> = (value: T, path: Path) => Problem | string | undefined;

/**
 * An attribute of a resource, data source, ephemeral resource, or provider. Builders such as `string` create
 * it.
 */
export interface Attribute<T extends AttributeType = AttributeType, F extends Flags = Flags> {
  /** Exists only in the type, not at run time. */
  readonly "~shape"?: readonly [T, F];
  /** The complete type, including nested objects. */
  readonly type: CtyType;
  readonly nested: Nested | null;
  /** Markdown, one or two sentences. */
  readonly description: string;
  readonly required: boolean;
  readonly optional: boolean;
  readonly computed: boolean;
  readonly sensitive: boolean;
  readonly writeOnly: boolean;
  readonly notNull: boolean;
  readonly requiresReplace: boolean;
  readonly useStateForUnknown: boolean;
  /** What to use instead. Null if the attribute is not deprecated. */
  readonly deprecated: string | null;
  /** The planned value if nothing is configured. Null if there is no default. */
  readonly default: Value;
  /** The allowed values. Null if any value is allowed. */
  readonly oneOf: readonly Value[] | null;
  readonly validators: readonly Validator<unknown>[];
  /** The resource whose IDs the attribute holds. Null if it holds none. The framework does not look them up. */
  readonly references: string | null;
}

/** Attributes by name, in snake_case. */
export type Attributes = Readonly<Record<string, Attribute>>;

/** The stages of a resource's data. More values are known at each stage than at the one before. */
type Moment = "config" | "plan" | "planned" | "settings" | "state";

/** The type of a value that is not known yet at a stage. */
type Later<M extends Moment> = M extends "config" | "plan" ? Unknown : never;

type Members<A, M extends Moment> = { -readonly [K in keyof A]: Element<A[K], M> | null };

type Element<T, M extends Moment> = Data<T, M> | Later<M>;

/** The data of a type. It is `unknown` if the type is not known. */
type Data<T, M extends Moment> = CtyType extends T
  ? unknown
  : T extends "string"
    ? string
    : T extends "number"
      ? number
      : T extends "bool"
        ? boolean
        : T extends "dynamic"
          ? Dynamic
          : T extends readonly ["list" | "set", infer E]
            ? Element<E, M>[]
            : T extends readonly ["map", infer E]
              ? Record<string, Element<E, M>>
              : T extends readonly ["object", infer A]
                ? Members<A, M>
                : T extends readonly ["tuple", infer E]
                  ? Members<E, M>
                  : T extends Nested<infer N, infer A>
                    ? NestedData<N, A, M>
                    : never;

type NestedData<N, A extends Attributes, M extends Moment> = N extends "single"
  ? Shape<A, M>
  : N extends "map"
    ? Record<string, Shape<A, M> | Later<M>>
    : (Shape<A, M> | Later<M>)[];

/** Whether the data of an attribute can be null or unknown at a stage, according to its options. */
type Presence<F, M extends Moment> = F extends { required: true }
  ? Later<M>
  : M extends "config"
    ? Later<M> | null
    : F extends { default: unknown }
      ? Later<M>
      : M extends "settings"
        ? null
        : F extends { computed: true }
          ? Later<M> | (F extends { notNull: true } ? never : null) | (M extends "planned" ? Unknown : never)
          : Later<M> | null;

/** Write-only attributes exist only in the configuration. */
type Seen<A extends Attributes, M extends Moment> = {
  [K in keyof A]: M extends "config" | "settings"
    ? K
    : A[K] extends Attribute<infer _, { writeOnly: true }>
      ? never
      : K;
}[keyof A];

type Shape<A extends Attributes, M extends Moment> = {
  -readonly [K in keyof A as K extends Seen<A, M> ? K : never]: A[K] extends Attribute<infer T, infer F>
    ? Data<T, M> | Presence<F, M>
    : never;
};

/**
 * The configuration. Values can be unknown, because they can come from other resources. What is not
 * configured is null.
 */
export type Config<A extends Attributes> = Shape<A, "config">;

/** The configuration with defaults, when all of it is known: in an apply, and when a data source is read. */
export type Settings<A extends Attributes> = Shape<A, "settings">;

/**
 * The plan, during planning: like `Config`, but with defaults and computed attributes, and without write-only
 * ones.
 */
export type Plan<A extends Attributes> = Shape<A, "plan">;

/** The plan, during an apply. Only computed attributes can be unknown. */
export type Planned<A extends Attributes> = Shape<A, "planned">;

/**
 * The state. Every attribute is known. Required attributes, those with a default, and those with `notNull`
 * are never null.
 */
export type State<A extends Attributes> = Shape<A, "state">;

/** The data of a cty type, with no unknown values: the arguments and results of functions. */
export type Known<T extends CtyType> = Data<T, "state">;
