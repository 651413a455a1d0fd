import { showPath, type Path } from "../cty/path.js";
import { isUnknown } from "../cty/unknown.js";
import { equal, isNull, type Members, type Value } from "../cty/value.js";
import { isRecord } from "../cty/walk.js";
import { show } from "../framework/show.js";
import { elements } from "./proposed-new.js";
import type { SchemaAttribute, SchemaAttributes } from "./schema.js";

/**
 * What Terraform has against a plan: a planned value must be the one that is written, or the one that was, or anything
 * where the attribute is computed and not written (Terraform's "objchange.AssertPlanValid").
 *
 * @param path where the object is, inside another
 * @param secret whether no value within may be shown
 * @returns a sentence for each breach; none for a valid plan
 */
export function assertPlanValid(
  attributes: SchemaAttributes,
  prior: Members | null,
  config: Members,
  planned: Members | null,
  path: Path = [],
  secret = false,
): string[] {
  if (planned === null) return [`${showPath(path)}: planned for absence but config wants existence`];
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
  const breach = (problem: string): string[] => [`${showPath(path)}: ${problem}`];
  const shown = (value: Value): string => (attribute.sensitive ? "(sensitive value)" : show(value));
  if (attribute.writeOnly)
    return planned === null ? [] : breach("planned value for a write-only attribute must be null");
  if (equal(planned, config, attribute.type)) return [];
  if (equal(planned, prior, attribute.type) && !isNull(prior) && !isNull(config)) return [];
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
  if (isNull(planned)) return [`${showPath(path)}: planned for absence but config wants existence`];
  if (isUnknown(planned) || isUnknown(config))
    return [`${showPath(path)}: planned value must be known if config value is, and the other way round`];
  const wanted = elements(nested, config);
  const given = new Map(elements(nested, planned));
  if (wanted.length !== given.size)
    return [
      `${showPath(path)}: count in plan (${given.size}) disagrees with count in config (${wanted.length})`,
    ];
  const check = (before: Value, written: Value, value: Value, key: string | number): string[] => {
    const here = nested.nesting === "single" ? path : [...path, key];
    return isRecord(written) && (isRecord(value) || value === null)
      ? assertPlanValid(nested.attributes, isRecord(before) ? before : null, written, value, here, secret)
      : [];
  };
  if (nested.nesting === "set") {
    const strays = [...given].filter(
      ([key, value]) => !wanted.some(([, written]) => check(null, written, value, key).length === 0),
    );
    return strays.map(
      () => `${showPath(path)}: planned set element does not match any element of the config`,
    );
  }
  const priors = new Map(elements(nested, prior));
  return wanted.flatMap(([key, written]) => {
    const value = given.get(key);
    return value === undefined
      ? [`${showPath([...path, key])}: key from config is not present in plan`]
      : check(priors.get(key) ?? null, written, value, key);
  });
}
