import { findDifferences, isEqual } from "../cty/compare.js";
import { type Path, formatPath } from "../cty/path.js";
import {
  isNull,
  isRecord,
  isUnknown,
  isWhollyKnown,
  type Members,
  formatValue,
  findUnknownPaths,
  toPlainData,
  type Value,
} from "../cty/value.js";
import { isSecret } from "../framework/secrets.js";
import { getElements, visitAttributes } from "../framework/walk-attributes.js";
import type { BlockSchema, IdentitySchema, SchemaAttribute, SchemaAttributes } from "./schema.js";

/**
 * Finds what Terraform would reject in a plan. A planned value must be the configured one or the prior one.
 * It can be anything if the attribute is computed and not configured (Terraform's
 * "objchange.AssertPlanValid").
 *
 * @param path the path of the object, if it is inside another one
 * @param secret hide all values in the object
 * @returns one sentence per violation
 */
export function assertPlanValid(
  attributes: SchemaAttributes,
  prior: Members | null,
  config: Members,
  planned: Members | null,
  path: Path = [],
  secret = false,
): string[] {
  if (planned === null) return [`${formatPath(path)}: planned for absence but config wants existence`];
  return Object.entries(attributes).flatMap(([name, attribute]) => {
    const [before = null, written = null, value = null] = [prior?.[name], config[name], planned[name]];
    return checkAttribute(
      { ...attribute, sensitive: attribute.sensitive || secret },
      before,
      written,
      value,
      [...path, name],
    );
  });
}

function checkAttribute(
  attribute: SchemaAttribute,
  prior: Value,
  config: Value,
  planned: Value,
  path: Path,
): string[] {
  const breach = (problem: string): string[] => [`${formatPath(path)}: ${problem}`];
  const shown = (value: Value): string => (attribute.sensitive ? "(sensitive value)" : formatValue(value));
  if (attribute.writeOnly)
    return planned === null ? [] : breach("planned value for a write-only attribute must be null");
  if (isEqual(planned, config, attribute.type)) return [];
  if (isEqual(planned, prior, attribute.type) && !isNull(prior) && !isNull(config)) return [];
  if (isNull(config))
    return attribute.computed ? [] : breach(`planned value ${shown(planned)} for a non-computed attribute`);
  if (attribute.nested)
    return checkNested(attribute.nested, prior, config, planned, path, attribute.sensitive);
  const nor = isNull(prior) ? "" : ` nor prior value ${shown(prior)}`;
  return breach(`planned value ${shown(planned)} does not match config value ${shown(config)}${nor}`);
}

function checkNested(
  nested: NonNullable<SchemaAttribute["nested"]>,
  prior: Value,
  config: Value,
  planned: Value,
  path: Path,
  secret: boolean,
): string[] {
  if (isNull(planned)) return [`${formatPath(path)}: planned for absence but config wants existence`];
  if (isUnknown(planned) || isUnknown(config))
    return [`${formatPath(path)}: planned value must be known if config value is, and the other way round`];
  const wanted = getElements(nested, config);
  const given = new Map(getElements(nested, planned));
  if (wanted.length !== given.size)
    return [
      `${formatPath(path)}: count in plan (${given.size}) disagrees with count in config (${wanted.length})`,
    ];
  const pathTo = (key: string | number | null): Path => (key === null ? path : [...path, key]);
  const check = (before: Value, written: Value, value: Value, key: string | number | null): string[] => {
    return isRecord(written) && (isRecord(value) || value === null)
      ? assertPlanValid(
          nested.attributes,
          isRecord(before) ? before : null,
          written,
          value,
          pathTo(key),
          secret,
        )
      : [];
  };
  if (nested.nesting === "set") {
    const strays = [...given].filter(
      ([key, value]) => !wanted.some(([, written]) => check(null, written, value, key).length === 0),
    );
    return strays.map(
      () => `${formatPath(path)}: planned set element does not match any element of the config`,
    );
  }
  const priors = new Map(getElements(nested, prior));
  return wanted.flatMap(([key, written]) => {
    const value = given.get(key);
    return value === undefined
      ? [`${formatPath(pathTo(key))}: key from config is not present in plan`]
      : check(priors.get(key) ?? null, written, value, key);
  });
}

/**
 * Finds where an object differs from the plan (Terraform's "objchange.AssertObjectCompatible").
 *
 * @returns one sentence per violation
 */
export function assertObjectCompatible(
  schema: BlockSchema,
  planned: Members | null,
  actual: Members | null,
): string[] {
  if (planned === null || actual === null) {
    if (planned === actual) return [];
    return [
      planned === null
        ? "root object was absent, but now present"
        : "root object was present, but now absent",
    ];
  }
  return findDifferences(planned, actual, schema.type).map(({ path, planned: before, actual: after }) => {
    const problem = isSecret(schema.attributes, path)
      ? "inconsistent values for sensitive attribute"
      : `was ${formatValue(before)}, but now ${formatValue(after)}`;
    return `${formatPath(path)}: ${problem}`;
  });
}

/**
 * Finds what Terraform would reject in an identity.
 *
 * @param schema undefined if the resource has no identity
 * @param before the identity of the object before the call. Null or undefined if it was not known.
 * @returns one sentence per violation
 */
export function assertIdentityValid(
  schema: IdentitySchema | undefined,
  before: Members | null | undefined,
  identity: Members | null | undefined,
): string[] {
  if (schema === undefined) return [];
  if (!identity) return ["the identity is missing"];
  if (!isWhollyKnown(identity)) return ["the identity has unknown values"];
  return before && !isEqual(before, identity, schema.type)
    ? [`the identity was ${formatIdentity(before)}, but now ${formatIdentity(identity)}`]
    : [];
}

/** Formats an identity, which has no nested values. */
export function formatIdentity(identity: Members): string {
  return JSON.stringify(toPlainData(identity));
}

/**
 * Finds what Terraform would reject in a state: unknown values, and write-only values that are not null.
 *
 * @returns one sentence per violation
 */
export function assertStateValid(attributes: SchemaAttributes, state: Members): string[] {
  const breaches = findUnknownPaths(state).map((path) => `${formatPath(path)}: must be known`);
  visitAttributes<SchemaAttribute>(attributes, state, ({ path, attribute, value }) => {
    if (attribute.writeOnly && !isNull(value))
      breaches.push(`${formatPath(path)}: write-only attributes must be null in the state`);
  });
  return breaches;
}
