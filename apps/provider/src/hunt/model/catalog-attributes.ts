import type { Field, Fields, Model } from "@huntkit/catalog";
import {
  type Attribute,
  type Attributes,
  bool,
  type Flags,
  number,
  type Options,
  string,
} from "@huntkit/terraform-plugin";
import { hasFieldRule } from "@huntkit/core/internal";
import { toSnakeCase } from "./names.js";
import { referTo, requireFieldRule } from "./validators.js";

/** `organization_id` for `organizationId`. */
type SnakeCase<Name> = Name extends `${infer First}${infer Rest}`
  ? First extends Lowercase<First>
    ? `${First}${SnakeCase<Rest>}`
    : `_${Lowercase<First>}${SnakeCase<Rest>}`
  : Name;

type DataOf<F extends Field> = F extends { type: "number" }
  ? number
  : F extends { type: "boolean" }
    ? boolean
    : string;
type TypeOf<F extends Field> = F extends { type: "number" }
  ? "number"
  : F extends { type: "boolean" }
    ? "bool"
    : "string";

/**
 * Options that differ from the field, or that it does not have. Without a role, the role of the field is
 * kept.
 */
type Override<T> = { [Option in keyof Options<T>]?: Options<T>[Option] };

type Overrides<F extends Fields> = { [Name in keyof F as SnakeCase<Name>]?: Override<DataOf<F[Name]>> };

/** The flags of a field's attribute: HUNT requires the field, sets a default, or accepts it as optional. */
type FieldFlags<F extends Field> = F extends { required: true }
  ? { readonly required: true }
  : F extends { default: infer D }
    ? { readonly optional: true; readonly default: D }
    : { readonly optional: true };

type Role = "required" | "optional" | "computed";

type FlagsFor<F extends Field, O> = O extends { [Name in Role]?: true } & Flags
  ? [Extract<keyof O, Role>] extends [never]
    ? FieldFlags<F>
    : Pick<O, Extract<keyof O, keyof Flags>>
  : FieldFlags<F>;

/** The override of an attribute. Without overrides, `O` is `never`. */
type OverrideOf<O, Name> = [O] extends [never] ? unknown : Name extends keyof O ? O[Name] : unknown;

type Simple = { readonly type: "string" | "number" | "boolean" | "date"; readonly hidden?: never };

type Settable<F extends Fields, O, Without> = {
  [
    Name in keyof F as F[Name] extends Simple & { writable: true } ? Exclude<SnakeCase<Name>, Without> : never
  ]: Attribute<TypeOf<F[Name]>, FlagsFor<F[Name], OverrideOf<O, SnakeCase<Name>>>>;
};

/** The resources whose IDs a field can hold, by the LoopBack name of the model. */
const resources: Readonly<Record<string, `hunt_${string}`>> = {
  ControllerGroup: "hunt_controller_group",
  Credential: "hunt_credential",
  DeviceGroup: "hunt_device_group",
  Location: "hunt_location",
  Organization: "hunt_organization",
  Policy: "hunt_policy",
  Target: "hunt_target_group",
};

/**
 * Returns an attribute for each field of a model that clients may set: type, description, allowed values,
 * default, and whether it is required come from the catalog. Strings that are required must not be blank, and
 * references must be IDs.
 *
 * @param overrides options that differ from the field, by the name of the attribute
 * @param without attributes that the resource defines itself, or does not have
 */
export function settableAttributes<
  const F extends Fields,
  const O extends Overrides<F> = never,
  const Without extends string = never,
>({ fields }: Model<unknown, F>, overrides?: O, without: readonly Without[] = []): Settable<F, O, Without> {
  const listed = listFields(fields, without).filter(([, { writable }]) => writable);
  const byName = (overrides ?? {}) as Readonly<Record<string, Override<unknown> | undefined>>;
  const attributes = listed.map(([name, field]) => [name, toSettable(field, byName[name])]);
  return Object.fromEntries(attributes) as Settable<F, O, Without>;
}

/**
 * Returns a computed attribute for each field of a model, for a data source that lists its records.
 *
 * @param without attributes to omit
 */
export function computedAttributes({ fields }: Model, without: readonly string[] = []): Attributes {
  return Object.fromEntries(
    listFields(fields, ["id", ...without]).map(([name, field]) => [name, toComputed(field)]),
  );
}

/** Returns the fields that an attribute can hold, by the names of the attributes. */
function listFields(fields: Fields, without: readonly string[]): [name: string, field: Field][] {
  return Object.entries(fields)
    .filter(
      ([, { type, hidden, only }]) => type !== "object" && type !== "array" && !hidden && only !== "sandbox",
    )
    .map(([name, field]): [string, Field] => [toSnakeCase(name), field])
    .filter(([name]) => !without.includes(name));
}

/** What happens to an attribute that is optional and computed, if it is not configured. */
const keptSentence = "Default: the value in HUNT.";

function toSettable(field: Field, override: Override<unknown> = {}): Attribute {
  const { values, default: value } = field;
  const hasRole = override.required ?? override.optional ?? override.computed;
  return toAttribute(field, {
    ...(hasRole ? {} : toRole(field)),
    ...(values && { oneOf: values }),
    ...toChecks(field),
    description: [
      field.description,
      values && `One of ${formatValues(values)}.`,
      value !== undefined && `Default: \`${String(value)}\`.`,
      override.optional && override.computed && keptSentence,
    ]
      .filter(Boolean)
      .join(" "),
    ...override,
  });
}

function toRole({ required, default: value }: Field): Override<unknown> {
  if (required) return { required };
  return { optional: true, ...(value !== undefined && { default: value }) };
}

/** Returns what the values of a field must meet. */
function toChecks(field: Field): Pick<Options<unknown>, "references" | "validate"> {
  const resource = field.reference === undefined ? undefined : resources[field.reference];
  if (resource !== undefined) return referTo(resource) as Pick<Options<unknown>, "references" | "validate">;
  return hasFieldRule(field) ? { validate: [requireFieldRule(field)] } : {};
}

function toComputed(field: Field): Attribute {
  const known = field.values && `Known values: ${formatValues(field.values)}.`;
  return toAttribute(field, {
    computed: true,
    description: [field.description, known].filter(Boolean).join(" "),
  });
}

function toAttribute({ type }: Field, options: Override<unknown>): Attribute {
  if (type === "number") return number(options as Options<number>);
  if (type === "boolean") return bool(options as Options<boolean>);
  return string(options as Options<string>);
}

function formatValues(values: readonly string[]): string {
  return values.map((value) => `\`${value}\``).join(", ");
}
