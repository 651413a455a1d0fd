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

/** Who gives an attribute its value: the user (must, or may), the provider, or the user and else the provider. */
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
      /** Planned where the user writes nothing. */ readonly default?: T;
    }
  | {
      readonly computed: true;
      readonly required?: never;
      readonly optional?: never;
      readonly default?: never;
    };

/** What may be said of an attribute, in Terraform's own terms. */
export type Options<T> = Role<T> & {
  /** Markdown, a sentence or two: it becomes the registry's documentation. */
  readonly description: string;
  /** Hidden in Terraform's output. It is in the state all the same. */
  readonly sensitive?: boolean;
  /** Never in plan or state; the handlers see it in `config` alone. Needs Terraform or OpenTofu 1.11. */
  readonly writeOnly?: boolean;
  /** What to use instead. */
  readonly deprecated?: string;
  /** The only values allowed. */
  readonly oneOf?: readonly T[];
  /** A change plans a replacement. */
  readonly requiresReplace?: boolean;
  /** A computed value that never changes once it is there: it stays known in the plans of later changes. */
  readonly useStateForUnknown?: boolean;
  /** A computed value that is never null in the state, such as an id: the types then say so, and the framework sees to it. */
  readonly notNull?: boolean;
  readonly validate?: readonly Validator<T>[];
};

/** Objects with attributes of their own, as the elements of `list`, `set` and `map`. */
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

/** The options' flags alone, as the attribute's type remembers them. */
type FlagsOf<O> = Pick<O, Extract<keyof O, keyof Flags>>;

/** Text. */
export function string<const O extends Options<string>>(options: O): Attribute<"string", FlagsOf<O>> {
  return attribute("string", null, options);
}

/** A number, whole or not. Handlers see it as JavaScript has it; whole numbers that are too large for that are refused when the configuration is validated. */
export function number<const O extends Options<number>>(options: O): Attribute<"number", FlagsOf<O>> {
  return attribute("number", null, options);
}

/** True or false. */
export function bool<const O extends Options<boolean>>(options: O): Attribute<"bool", FlagsOf<O>> {
  return attribute("bool", null, options);
}

/** A value of any type, chosen by the user; `plain` gives it as ordinary data. */
export function dynamic<const O extends Options<Dynamic>>(options: O): Attribute<"dynamic", FlagsOf<O>> {
  return attribute("dynamic", null, options);
}

/** A list: `list("string", …)`, or `list({ attributes }, …)` of objects with attributes of their own. */
export function list<const E extends ElementType, const O extends Options<readonly ElementData<E>[]>>(
  element: E,
  options: O,
): Attribute<Collection<"list", E>, FlagsOf<O>> {
  return collection("list", element, options);
}

/** A set: no order, no element twice. The data is an array. */
export function set<const E extends ElementType, const O extends Options<readonly ElementData<E>[]>>(
  element: E,
  options: O,
): Attribute<Collection<"set", E>, FlagsOf<O>> {
  return collection("set", element, options);
}

/** A map from text to values of one type. The data is a plain object. */
export function map<
  const E extends ElementType,
  const O extends Options<Readonly<Record<string, ElementData<E>>>>,
>(element: E, options: O): Attribute<Collection<"map", E>, FlagsOf<O>> {
  return collection("map", element, options);
}

/** One object with attributes of its own. */
export function object<const A extends Attributes, const O extends Options<Settings<A>>>(
  element: { readonly attributes: A },
  options: O,
): Attribute<Nested<"single", A>, FlagsOf<O>> {
  return nested("single", element.attributes, options);
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
  };
}

function isObjects(element: ElementType): element is Objects {
  return typeof element === "object" && !Array.isArray(element);
}
