import { requireNoToken } from "@huntkit/core/internal";
import type { Attribute, Attributes } from "@huntkit/terraform-plugin";
import { toValidator } from "./validators.js";

/** Attributes whose value is data. It can contain a hash, which has the same length as a token. */
const dataAttributes: ReadonlySet<string> = new Set(["body", "url", "value"]);

/**
 * Returns attributes that reject a token in a name, a description, a path, or anything else that is not data.
 * The error does not contain the value. Sensitive and write-only values are not checked, because Terraform
 * does not show them.
 */
function rejectTokens<A extends Attributes>(attributes: A): A {
  const entries = Object.entries(attributes).map(([name, attribute]) => [name, protect(name, attribute)]);
  return Object.fromEntries(entries) as A;
}

function protect(name: string, attribute: Attribute): Attribute {
  const { nested, sensitive, writeOnly, validators } = attribute;
  if (sensitive || writeOnly || dataAttributes.has(name)) return attribute;
  const rejectToken = toValidator((value: unknown) => {
    for (const text of listStrings(value)) requireNoToken(name, text);
  });
  return {
    ...attribute,
    nested: nested && { ...nested, attributes: rejectTokens(nested.attributes) },
    validators: nested ? validators : [rejectToken, ...validators],
  };
}

/** Returns a string, or the strings of a list. */
function listStrings(value: unknown): string[] {
  return [value].flat().filter((each) => typeof each === "string");
}

/** Returns a resource, a data source, or an ephemeral resource whose attributes reject tokens. */
export function withoutTokens<T extends { readonly attributes: Attributes }>(definition: T): T {
  return { ...definition, attributes: rejectTokens(definition.attributes) };
}
