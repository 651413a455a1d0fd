import type { Attribute, Attributes } from "@huntkit/terraform-plugin";

/** A resource's attribute as a data source has it: told by HUNT; with `optional`, it may also be what is asked for. */
export function asComputed(attribute: Attribute, { optional = false } = {}): Attribute {
  const { nested } = attribute;
  return {
    ...attribute,
    nested: nested && { ...nested, attributes: allComputed(nested.attributes) },
    required: false,
    optional,
    computed: true,
    notNull: false,
    requiresReplace: false,
    useStateForUnknown: false,
    default: null,
    oneOf: null,
    validators: [],
  };
}

/** The same for several. */
export function allComputed(attributes: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]) => [name, asComputed(attribute)]),
  );
}
