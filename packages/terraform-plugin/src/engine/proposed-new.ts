import { equal } from "../cty/compare.js";
import { isNull, isRecord, isUnknown, type Members, type Value } from "../cty/value.js";
import { elementsOf } from "../framework/walk-attributes.js";
import type { SchemaAttribute, SchemaAttributes } from "./schema.js";

type NestedSchema = NonNullable<SchemaAttribute["nested"]>;

/**
 * What Terraform proposes to a provider: what is written, and for computed attributes that are not written, what was
 * (Terraform's "objchange.ProposedNew").
 *
 * @param prior what is; null for an object that is to be created
 */
export function proposedNew(attributes: SchemaAttributes, prior: Members | null, config: Members): Members {
  const entries = Object.entries(attributes).map(([name, attribute]) => {
    const before = prior?.[name] ?? null;
    const written = config[name] ?? null;
    return [name, proposedValue(attribute, before, written)] as const;
  });
  return Object.fromEntries(entries);
}

function proposedValue(attribute: SchemaAttribute, before: Value, written: Value): Value {
  if (attribute.computed && isNull(written)) return cameFromConfig(attribute, before) ? written : before;
  return attribute.nested ? proposedNested(attribute.nested, before, written) : written;
}

/** An optional object that holds what no provider may compute must have been written: it goes when it is no longer written. */
function cameFromConfig({ optional, nested }: SchemaAttribute, before: Value): boolean {
  return (
    optional &&
    nested !== null &&
    elementsOf(nested, before).some(([, element]) => holdsWritten(nested.attributes, element))
  );
}

function holdsWritten(attributes: SchemaAttributes, value: Value): boolean {
  if (!isRecord(value)) return false;
  return Object.entries(attributes).some(([name, { computed, nested }]) => {
    const part = value[name] ?? null;
    if (isNull(part)) return false;
    return (
      !computed ||
      (nested !== null &&
        elementsOf(nested, part).some(([, element]) => holdsWritten(nested.attributes, element)))
    );
  });
}

function proposedNested(nested: NestedSchema, before: Value, written: Value): Value {
  if (isNull(written) || isUnknown(written)) return written;
  if (nested.nesting === "set") return proposedSet(nested, before, written as Value[]);
  const priors = new Map(elementsOf(nested, before));
  const proposed = elementsOf(nested, written).map(
    ([key, element]) => [key, proposedElement(nested, priors.get(key) ?? null, element)] as const,
  );
  if (nested.nesting === "single") return proposed[0]![1];
  return nested.nesting === "list" ? proposed.map(([, element]) => element) : Object.fromEntries(proposed);
}

function proposedElement({ attributes }: NestedSchema, before: Value, written: Value): Value {
  return isRecord(written) ? proposedNew(attributes, isRecord(before) ? before : null, written) : written;
}

/** A set's elements have no keys: one belongs to what was if nothing differs but what the provider computed. */
function proposedSet(nested: NestedSchema, before: Value, written: readonly Value[]): Value {
  const left = elementsOf(nested, before).map(([, element]) => element);
  return written.map((element) => {
    const match = left.findIndex((candidate) => couldHaveBecome(nested.attributes, element, candidate));
    const [prior = null] = match === -1 ? [] : left.splice(match, 1);
    return proposedElement(nested, prior, element);
  });
}

function couldHaveBecome(attributes: SchemaAttributes, written: Value, before: Value): boolean {
  if (!isRecord(written) || !isRecord(before)) return false;
  return Object.entries(attributes).every(([name, { type, computed, nested }]) => {
    const config = written[name] ?? null;
    const prior = before[name] ?? null;
    if (equal(config, prior, type) || (computed && isNull(config))) return true;
    return nested?.nesting === "single" && couldHaveBecome(nested.attributes, config, prior);
  });
}
