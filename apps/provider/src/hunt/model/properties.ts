import { isDeepStrictEqual } from "node:util";
import type { Row } from "@huntkit/core";
import { isUnknown, type Attribute, type Attributes } from "@huntkit/terraform-plugin";
import { common, type AnyDefinition, type AnyState } from "./definition.js";
import { camelCase } from "./names.js";

/** The attributes of a definition, the common ones first. */
export function attributesOf({ attributes }: Pick<AnyDefinition, "attributes">): Attributes {
  return { ...common, ...attributes };
}

/** The row's property behind an attribute. */
export function propertyOf({ properties }: Pick<AnyDefinition, "properties">, name: string): string {
  return properties?.[name] ?? camelCase(name);
}

/** Whether HUNT tells an attribute's value. */
function isTold({ own = [] }: Pick<AnyDefinition, "own">, name: string, { writeOnly }: Attribute): boolean {
  return !writeOnly && !own.includes(name);
}

/** What HUNT tells of an object; none of what is Terraform's alone. */
export function toldAttributes(definition: Pick<AnyDefinition, "attributes" | "own">): Attributes {
  return Object.fromEntries(
    Object.entries(definition.attributes).filter(([name, attribute]) => isTold(definition, name, attribute)),
  );
}

/** Names of the attributes that users set and HUNT keeps. */
export function settable(definition: AnyDefinition): string[] {
  return Object.entries(definition.attributes)
    .filter(
      ([name, attribute]) =>
        isTold(definition, name, attribute) && (attribute.required || attribute.optional),
    )
    .map(([name]) => name);
}

/**
 * An object's state, as far as its row tells. What HUNT does not mention stays as it was known: which properties it leaves out
 * is not public. What it says to be null has its default, if there is one.
 *
 * @param known the state before, or what was planned; empty where nothing is known
 */
export function toState(
  definition: Pick<AnyDefinition, "attributes" | "properties" | "own" | "details" | "fromRow">,
  row: Row,
  known: AnyState,
): AnyState {
  const values: Record<string, unknown> = { ...definition.fromRow?.(row) };
  const details = definition.details?.names ?? [];
  const entries = Object.entries(attributesOf(definition))
    .filter(([, { writeOnly }]) => !writeOnly)
    .map(([name, attribute]) => {
      const told = isTold(definition, name, attribute) && !details.includes(name);
      const value = Object.hasOwn(values, name)
        ? values[name]
        : told
          ? (row as unknown as AnyState)[propertyOf(definition, name)]
          : undefined;
      const before = isUnknown(known[name]) ? undefined : known[name];
      return [name, convert(value === undefined ? before : value, attribute) ?? attribute.default] as const;
    });
  return Object.fromEntries(entries);
}

/** What to send so that HUNT has what is planned: all of it for a new object, else what changed. */
export function toData(
  definition: AnyDefinition,
  planned: AnyState,
  prior: AnyState | null,
): Record<string, unknown> {
  const changed = settable(definition).filter(
    (name) => !isUnknown(planned[name]) && !isDeepStrictEqual(planned[name] ?? null, prior?.[name] ?? null),
  );
  return Object.fromEntries(changed.map((name) => [propertyOf(definition, name), planned[name] ?? null]));
}

/** HUNT's databases give some numbers as texts, and variables hold numbers where people write texts. */
function convert(value: unknown, { type }: Attribute): unknown {
  if (value === null || value === undefined) return null;
  if (type === "string" && typeof value !== "string")
    return typeof value === "number" || typeof value === "boolean" ? String(value) : JSON.stringify(value);
  if (type === "number" && typeof value === "string") return Number(value);
  return value;
}
