import { showPath } from "../cty/path.js";
import { isNull, unknownPaths, type Members, type Value } from "../cty/value.js";
import { isRecord } from "../cty/walk.js";
import { elements } from "./proposed-new.js";
import type { SchemaAttributes } from "./schema.js";

/**
 * What Terraform has against an object that a provider gives as what is: nothing may be unknown, and write-only values must
 * be null.
 *
 * @returns a sentence for each breach
 */
export function assertStateValid(attributes: SchemaAttributes, state: Members): string[] {
  return [
    ...unknownPaths(state).map((path) => `${showPath(path)}: must be known`),
    ...writeOnlyValues(attributes, state, []).map(
      (path) => `${showPath(path)}: write-only attributes must be null in the state`,
    ),
  ];
}

function writeOnlyValues(
  attributes: SchemaAttributes,
  value: Value,
  path: readonly (string | number)[],
): (string | number)[][] {
  if (!isRecord(value)) return [];
  return Object.entries(attributes).flatMap(([name, { writeOnly, nested }]) => {
    const part = value[name] ?? null;
    const partPath = [...path, name];
    if (writeOnly) return isNull(part) ? [] : [partPath];
    if (!nested) return [];
    return elements(nested, part).flatMap(([key, element]) =>
      writeOnlyValues(
        nested.attributes,
        element,
        nested.nesting === "single" ? partPath : [...partPath, key],
      ),
    );
  });
}
