import { isEqual } from "../cty/compare.js";
import { isNull, isRecord, isUnknown, type Members, type Value } from "../cty/value.js";
import { getElements } from "../framework/walk-attributes.js";
import type { NestedSchema, SchemaAttribute, SchemaAttributes } from "./schema.js";

/**
 * Returns what Terraform proposes to a provider: the configuration, with the prior values of computed
 * attributes that are not configured (Terraform's "objchange.ProposedNew").
 *
 * @param prior the prior state. Null for an object that will be created.
 */
export function proposeNew(attributes: SchemaAttributes, prior: Members | null, config: Members): Members {
  const entries = Object.entries(attributes).map(([name, attribute]) => {
    const before = prior?.[name] ?? null;
    const written = config[name] ?? null;
    return [name, proposeValue(attribute, before, written)] as const;
  });
  return Object.fromEntries(entries);
}

function proposeValue(attribute: SchemaAttribute, before: Value, written: Value): Value {
  if (attribute.computed && isNull(written)) return wasConfigured(attribute, before) ? written : before;
  return attribute.nested ? proposeNested(attribute.nested, before, written) : written;
}

/**
 * An optional object with values that no provider computes was configured. It is removed when it is no longer
 * configured.
 */
function wasConfigured({ optional, nested }: SchemaAttribute, before: Value): boolean {
  return (
    optional &&
    nested !== null &&
    getElements(nested, before).some(([, element]) => hasConfigured(nested.attributes, element))
  );
}

function hasConfigured(attributes: SchemaAttributes, value: Value): boolean {
  if (!isRecord(value)) return false;
  return Object.entries(attributes).some(([name, { computed, nested }]) => {
    const part = value[name] ?? null;
    if (isNull(part)) return false;
    return (
      !computed ||
      (nested !== null &&
        getElements(nested, part).some(([, element]) => hasConfigured(nested.attributes, element)))
    );
  });
}

function proposeNested(nested: NestedSchema, before: Value, written: Value): Value {
  if (isNull(written) || isUnknown(written)) return written;
  if (nested.nesting === "set") return proposeSet(nested, before, written as Value[]);
  const priors = new Map(getElements(nested, before));
  const proposed = getElements(nested, written).map(
    ([key, element]) => [key, proposeElement(nested, priors.get(key) ?? null, element)] as const,
  );
  if (nested.nesting === "single") return proposed[0]![1];
  return nested.nesting === "list" ? proposed.map(([, element]) => element) : Object.fromEntries(proposed);
}

function proposeElement({ attributes }: NestedSchema, before: Value, written: Value): Value {
  return isRecord(written) ? proposeNew(attributes, isRecord(before) ? before : null, written) : written;
}

/** Elements of sets have no keys. One matches a prior element if only computed values differ. */
function proposeSet(nested: NestedSchema, before: Value, written: readonly Value[]): Value {
  const left = getElements(nested, before).map(([, element]) => element);
  return written.map((element) => {
    const match = left.findIndex((candidate) => couldHaveBecome(nested.attributes, element, candidate));
    const [prior = null] = match === -1 ? [] : left.splice(match, 1);
    return proposeElement(nested, prior, element);
  });
}

function couldHaveBecome(attributes: SchemaAttributes, written: Value, before: Value): boolean {
  if (!isRecord(written) || !isRecord(before)) return false;
  return Object.entries(attributes).every(([name, { type, computed, nested }]) => {
    const config = written[name] ?? null;
    const prior = before[name] ?? null;
    if (isEqual(config, prior, type) || (computed && isNull(config))) return true;
    return nested?.nesting === "single" && couldHaveBecome(nested.attributes, config, prior);
  });
}
