import type { Path } from "../cty/path.js";
import type { CtyType } from "../cty/type.js";
import type { Dynamic, Unknown, Value } from "../cty/value.js";

/** How the objects of a nested attribute are held. */
export type Nesting = "single" | "list" | "set" | "map";

/** Objects with attributes of their own inside an attribute. */
export interface Nested<N extends Nesting = Nesting, A extends Attributes = Attributes> {
  readonly nesting: N;
  readonly attributes: A;
}

/** What an attribute holds: a plain cty type, or objects with attributes of their own. */
export type AttributeType = CtyType | Nested;

/** What the types of a resource's data depend on. */
export interface Flags {
  readonly required?: unknown;
  readonly optional?: unknown;
  readonly computed?: unknown;
  readonly writeOnly?: unknown;
  readonly notNull?: unknown;
  readonly default?: unknown;
}

/** Gives the complaint (what is wrong, and what to write instead) or undefined. Never called with null or unknown. */
export type Validator<T> = (value: T, path: Path) => string | undefined;

/** An attribute of a resource, data source, ephemeral resource or provider. Made by the builders in attributes.ts. */
export interface Attribute<T extends AttributeType = AttributeType, F extends Flags = Flags> {
  /** What TypeScript remembers of the attribute; nothing is there at run time. */
  readonly "~shape"?: readonly [T, F];
  /** The whole type, nested objects included. */
  readonly type: CtyType;
  readonly nested: Nested | null;
  /** Markdown, a sentence or two. */
  readonly description: string;
  readonly required: boolean;
  readonly optional: boolean;
  readonly computed: boolean;
  readonly sensitive: boolean;
  readonly writeOnly: boolean;
  readonly notNull: boolean;
  readonly requiresReplace: boolean;
  readonly useStateForUnknown: boolean;
  /** What to use instead; null where the attribute is not deprecated. */
  readonly deprecated: string | null;
  /** Planned where the configuration says nothing; null where there is no default. */
  readonly default: Value;
  /** The only values allowed, if any are listed. */
  readonly oneOf: readonly Value[] | null;
  readonly validators: readonly Validator<unknown>[];
}

/** Attributes by name, names in snake_case. */
export type Attributes = Readonly<Record<string, Attribute>>;

/** The moments at which a resource's data is looked at; each knows more than the one before. */
type Moment = "config" | "plan" | "planned" | "settings" | "state";

/** What stands in for a value that the moment does not know yet. */
type Later<M extends Moment> = M extends "config" | "plan" ? Unknown : never;

type Members<A, M extends Moment> = { -readonly [K in keyof A]: Element<A[K], M> | null };

type Element<T, M extends Moment> = Data<T, M> | Later<M>;

/** A type's data. Where nothing is known of the type, nothing is said of the data. */
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

/** What an attribute's flags say of its data at a moment: may it be null, may it be unknown. */
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

/** Write-only attributes are seen in the configuration alone. */
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

/** What the user wrote. Values may be unknown, as they may come from other resources; what was not written is null. */
export type Config<A extends Attributes> = Shape<A, "config">;

/** What the user wrote, with the defaults, at a time when all of it is known: in apply, and where a data source is read. */
export type Settings<A extends Attributes> = Shape<A, "settings">;

/** What is planned, while planning: as `Config`, with defaults and computed attributes; without write-only ones. */
export type Plan<A extends Attributes> = Shape<A, "plan">;

/** What was planned, in apply: only computed attributes may still be unknown. */
export type Planned<A extends Attributes> = Shape<A, "planned">;

/** What is. Every attribute is known; required and defaulted ones, and those marked `notNull`, are never null. */
export type State<A extends Attributes> = Shape<A, "state">;

/** The data of a cty type, all known: arguments and results of functions. */
export type Known<T extends CtyType> = Data<T, "state">;
