import type { Path } from "../cty/path.js";
import { isUnknown } from "../cty/unknown.js";
import { isNull, partOf, type Members, type Value } from "../cty/value.js";
import type { Attribute, Attributes, Nested } from "./attribute.js";

/** One attribute, with what is written, what was, and what is planned for it. */
export interface Place {
  path: Path;
  attribute: Attribute;
  config: Value;
  prior: Value;
  value: Value;
}

/** The objects that are looked at side by side; null where one is not there. */
export interface Sides {
  config: Value;
  prior: Value;
  value: Value;
}

/**
 * Gives every attribute of an object a new value, those of nested objects first. Elements of lists belong together by
 * index, of maps by key; the elements of sets are left alone, as nothing says which belong together.
 */
export function mapAttributes(
  attributes: Attributes,
  sides: Sides,
  change: (place: Place) => Value,
  path: Path = [],
): Members {
  const entries = Object.entries(attributes).map(([name, attribute]) => {
    const place = { path: [...path, name], attribute, ...part(sides, name) };
    const value = attribute.nested ? mapNested(attribute.nested, place, change) : place.value;
    return [name, change({ ...place, value })] as const;
  });
  return Object.fromEntries(entries);
}

/** Looks at every attribute that a value has, but for those of the elements of sets. */
export function eachAttribute(
  attributes: Attributes,
  sides: Sides,
  look: (place: Place) => void,
  path: Path = [],
): void {
  mapAttributes(
    attributes,
    sides,
    (place) => {
      look(place);
      return place.value;
    },
    path,
  );
}

function mapNested(
  { nesting, attributes }: Nested,
  { path, ...sides }: Place,
  change: (place: Place) => Value,
): Value {
  if (isNull(sides.value) || isUnknown(sides.value) || nesting === "set") return sides.value;
  const mapElement = (key: string | number): Value => {
    const element = part(sides, key);
    return isNull(element.value) || isUnknown(element.value)
      ? element.value
      : mapAttributes(attributes, element, change, [...path, key]);
  };
  if (nesting === "single") return mapAttributes(attributes, sides, change, path);
  if (nesting === "list") return (sides.value as Value[]).map((_element, index) => mapElement(index));
  return Object.fromEntries(Object.keys(sides.value as Members).map((key) => [key, mapElement(key)]));
}

function part({ config, prior, value }: Sides, key: string | number): Sides {
  return { config: partOf(config, key), prior: partOf(prior, key), value: partOf(value, key) };
}
