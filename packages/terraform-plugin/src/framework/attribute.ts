import type { Path } from "../cty/path.js";
import type { CtyType } from "../cty/type.js";
import type { Value } from "../cty/value.js";

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
