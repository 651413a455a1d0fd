import { type CtyType, toObjectType } from "../cty/type.js";
import type { Dynamic, Value } from "../cty/value.js";
import type {
  Attribute,
  Attributes,
  AttributeType,
  Flags,
  Known,
  Nested,
  Nesting,
  Settings,
  Validator,
} from "./attribute.js";

/**
 * Who sets an attribute: the user (required or optional), the provider, or the user and otherwise the
 * provider.
 */
type Role<T> =
  | {
      readonly required: true;
      readonly optional?: never;
      readonly computed?: never;
      readonly default?: never;
    }
  | {
      readonly optional: true;
      readonly computed?: boolean;
      readonly required?: never;
      /** The planned value if nothing is configured. */ readonly default?: T;
    }
  | {
      readonly computed: true;
      readonly required?: never;
      readonly optional?: never;
      readonly default?: never;
    };

/** The options of an attribute, in Terraform's own terms. */
export type Options<T> = Role<T> & {
  /** Markdown, one or two sentences. It appears in the registry's documentation. */
  readonly description: string;
  /** Terraform does not show the value. It is in the state. */
  readonly sensitive?: boolean;
  /**
   * The value is never in a plan or state. Handlers find it only in `config`. Requires Terraform or OpenTofu
   * 1.11.
   */
  readonly writeOnly?: boolean;
  /** Marks the attribute as deprecated. The text names the replacement. */
  readonly deprecated?: string;
  /** The allowed values. */
  readonly oneOf?: readonly T[];
  /** A change replaces the object. */
  readonly requiresReplace?: boolean;
  /**
   * For a computed value that a change of other attributes does not change: a plan keeps its current value,
   * or null. The next refresh shows another value.
   */
  readonly useStateForUnknown?: boolean;
  /** For a computed value that is never null in the state, such as an ID. The framework enforces it. */
  readonly notNull?: boolean;
  readonly validate?: readonly Validator<T>[];
  /** The resource whose ID the value is, or whose IDs it contains. The framework does not look them up. */
  readonly references?: string;
};

/** Objects with attributes of their own, as elements of `list`, `set`, and `map`. */
interface Objects {
  readonly attributes: Attributes;
}

type ElementType = CtyType | Objects;

type Collection<N extends "list" | "set" | "map", E extends ElementType> = E extends CtyType
  ? readonly [N, E]
  : E extends { attributes: infer A extends Attributes }
    ? Nested<N, A>
    : never;

type ElementData<E extends ElementType> = E extends CtyType
  ? Known<E>
  : E extends { attributes: infer A extends Attributes }
    ? Settings<A>
    : never;

/** The options that the types of the data depend on. */
type FlagsOf<O> = Pick<O, Extract<keyof O, keyof Flags>>;

/** Creates a string attribute. */
export function string<const O extends Options<string>>(options: O): Attribute<"string", FlagsOf<O>> {
  return attribute("string", null, options);
}

/**
 * Creates a number attribute. Handlers receive JavaScript numbers. Numbers that JavaScript cannot hold
 * exactly are rejected when the configuration is validated.
 */
export function number<const O extends Options<number>>(options: O): Attribute<"number", FlagsOf<O>> {
  return attribute("number", null, options);
}

/** Creates a Boolean attribute. */
export function bool<const O extends Options<boolean>>(options: O): Attribute<"bool", FlagsOf<O>> {
  return attribute("bool", null, options);
}

/**
 * Creates an attribute for a value of any type, which the user chooses. `toPlainData` returns it as ordinary
 * data.
 */
export function dynamic<const O extends Options<Dynamic>>(options: O): Attribute<"dynamic", FlagsOf<O>> {
  return attribute("dynamic", null, options);
}

/**
 * Creates a list attribute: `list("string", …)`, or `list({ attributes }, …)` for objects with attributes of
 * their own.
 */
export function list<const E extends ElementType, const O extends Options<readonly ElementData<E>[]>>(
  element: E,
  options: O,
): Attribute<Collection<"list", E>, FlagsOf<O>> {
  return collection("list", element, options);
}

/** Creates a set attribute, which has no order and no duplicates. The data is an array. */
export function set<const E extends ElementType, const O extends Options<readonly ElementData<E>[]>>(
  element: E,
  options: O,
): Attribute<Collection<"set", E>, FlagsOf<O>> {
  return collection("set", element, options);
}

/** Creates a map attribute, from strings to values of one type. The data is a plain object. */
export function map<
  const E extends ElementType,
  const O extends Options<Readonly<Record<string, ElementData<E>>>>,
>(element: E, options: O): Attribute<Collection<"map", E>, FlagsOf<O>> {
  return collection("map", element, options);
}

/** Creates an attribute for one object with attributes of its own. */
export function object<const A extends Attributes, const O extends Options<Settings<A>>>(
  element: { readonly attributes: A },
  options: O,
): Attribute<Nested<"single", A>, FlagsOf<O>> {
  return nested("single", element.attributes, options);
}

/** The options of a block. Users can omit it, and only they set it. */
type BlockOptions = Pick<Options<never>, "description" | "deprecated" | "requiresReplace">;

/**
 * Creates a block for one object with attributes of its own: `schedule { … }`. Use it instead of `object` for
 * an object that users write literally: Terraform rejects an argument that a block does not have, but drops
 * it silently from an object. Only resources, data sources, ephemeral resources, providers, and other blocks
 * can contain a block.
 */
export function block<const A extends Attributes>(
  element: { readonly attributes: A },
  options: BlockOptions,
): Attribute<Nested<"single", A>, { readonly optional: true }> {
  const created = object(element, { ...options, optional: true });
  return { ...created, nested: { ...created.nested!, block: true } };
}

function collection<T extends AttributeType, F extends Flags, V>(
  kind: "list" | "set" | "map",
  element: ElementType,
  options: Options<V>,
): Attribute<T, F> {
  return isObjects(element)
    ? nested(kind, element.attributes, options)
    : attribute([kind, element], null, options);
}

function nested<T extends AttributeType, F extends Flags, V>(
  nesting: Nesting,
  attributes: Attributes,
  options: Options<V>,
): Attribute<T, F> {
  const members = toObjectType(attributes);
  return attribute(nesting === "single" ? members : [nesting, members], { nesting, attributes }, options);
}

function attribute<T extends AttributeType, F extends Flags, V>(
  type: CtyType,
  objects: Nested | null,
  options: Options<V>,
): Attribute<T, F> {
  return {
    type,
    nested: objects,
    description: options.description,
    required: options.required ?? false,
    optional: options.optional ?? false,
    computed: (options.computed ?? false) || options.default !== undefined,
    sensitive: options.sensitive ?? false,
    writeOnly: options.writeOnly ?? false,
    notNull: options.notNull ?? false,
    requiresReplace: options.requiresReplace ?? false,
    useStateForUnknown: options.useStateForUnknown ?? false,
    deprecated: options.deprecated ?? null,
    default: options.default ?? null,
    oneOf: (options.oneOf ?? null) as readonly Value[] | null,
    validators: (options.validate ?? []) as readonly Validator<unknown>[],
    references: options.references ?? null,
  };
}

function isObjects(element: ElementType): element is Objects {
  return typeof element === "object" && !Array.isArray(element);
}
