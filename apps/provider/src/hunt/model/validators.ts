import type { Field } from "@huntkit/catalog";
import { HuntInputError } from "@huntkit/core";
import { describeFieldRule, isUuid } from "@huntkit/core/internal";
import type { Problem } from "@huntkit/terraform-plugin";
import { explain } from "../explain.js";

/** Turns a check that throws a `HuntInputError` into a validator that returns the error's explanation. */
export function toValidator<T>(check: (value: T) => unknown): (value: T) => Problem | undefined {
  return (value) => {
    try {
      check(value);
      return undefined;
    } catch (error) {
      if (error instanceof HuntInputError) return explain(error);
      throw error;
    }
  };
}

/** Creates a validator for the rules of a field in the catalog, which the core applies to each write. */
export function requireFieldRule(field: Field): (value: unknown) => string | undefined {
  return (value) => {
    const rule = describeFieldRule(field, value);
    return rule && `It ${rule}`;
  };
}

/**
 * Creates a validator for integers from `min` to `max`.
 *
 * @param advice a further sentence for the error
 */
export function requireInteger(
  min: number,
  max: number,
  advice?: string,
): (value: number) => string | undefined {
  const error = [`It must be an integer from ${min} to ${max}.`, advice].filter(Boolean).join(" ");
  return (value) => (Number.isInteger(value) && value >= min && value <= max ? undefined : error);
}

/** Returns the options of an attribute with the ID of another object, which a plan looks up. */
export function referTo<T extends `hunt_${string}`>(
  type: T,
): { readonly references: T; readonly validate: readonly ((id: string) => string | undefined)[] } {
  return { references: type, validate: [requireReference(type)] };
}

/**
 * Creates a validator for the ID of another object. Users often write its name instead. An ID in upper case
 * would differ from the one that HUNT returns in every plan.
 *
 * @param type the resource that it refers to, such as `hunt_location`
 */
export function requireReference(type: `hunt_${string}`): (id: string) => string | undefined {
  return (id) => {
    if (!isUuid(id))
      return `It must be an ID (UUID). Use ${type}.x.id, or look the ID up with a data source: data.${type}.x.id.`;
    return id === id.toLowerCase()
      ? undefined
      : `It must be in lower case, as HUNT returns it. Use "${id.toLowerCase()}".`;
  };
}
