import type { Path } from "../cty/path.js";
import { getEntries, isNull, isUnknown, getPart, type Members, type Value } from "../cty/value.js";
import type { Attribute, Attributes, Nesting } from "./attribute.js";

/** What is required of attributes to walk through values: which objects are nested in them. */
export type AttributeTree<T = unknown> = Readonly<Record<string, TreeNode<T>>>;

type TreeNode<T> = T & { readonly nested: NestedTree<T> | null };

interface NestedTree<T> {
  readonly nesting: Nesting;
  readonly attributes: AttributeTree<T>;
}

/** An attribute of a value, with its path. */
export interface AttributeValue<T> {
  path: Path;
  attribute: TreeNode<T>;
  value: Value;
}

/**
 * Visits every attribute of an object, and of the objects nested in it, sets included. An attribute is
 * visited after those of the objects in it. The elements of a set have their position as key.
 */
export function visitAttributes<T>(
  attributes: AttributeTree<T>,
  object: Value,
  visit: (place: AttributeValue<T>) => void,
  path: Path = [],
): void {
  for (const [name, attribute] of Object.entries(attributes)) {
    const value = getPart(object, name);
    const place = { path: [...path, name], attribute, value };
    for (const [key, element] of attribute.nested ? getElements(attribute.nested, value) : []) {
      if (isNull(element) || isUnknown(element)) continue;
      const elementPath = key === null ? place.path : [...place.path, key];
      visitAttributes(attribute.nested!.attributes, element, visit, elementPath);
    }
    visit(place);
  }
}

/** Returns the objects of a nested attribute by index or key. The key of a single object is null. */
export function getElements(
  { nesting }: { readonly nesting: Nesting },
  value: Value,
): [key: string | number | null, element: Value][] {
  if (isNull(value) || isUnknown(value)) return [];
  return nesting === "single" ? [[null, value]] : getEntries(value);
}

/** The objects that are walked through together. Null if there is none. */
export interface Sides {
  config: Value;
  prior: Value;
  value: Value;
}

/** An attribute with its configured, prior, and planned value. */
export interface Place extends Sides {
  path: Path;
  attribute: Attribute;
}

/**
 * Returns an object with a new value for every attribute, those of nested objects first. Elements of lists
 * belong together by index, and those of maps by key. The elements of sets stay unchanged, because nothing
 * identifies them.
 */
export function mapAttributes(
  attributes: Attributes,
  sides: Sides,
  change: (place: Place) => Value,
  path: Path = [],
): Members {
  const entries = Object.entries(attributes).map(([name, attribute]) => {
    const place = { path: [...path, name], attribute, ...getParts(sides, name) };
    const value = attribute.nested ? mapElements(attribute.nested, place, change) : place.value;
    return [name, change({ ...place, value })] as const;
  });
  return Object.fromEntries(entries);
}

/** Visits every attribute of an object together with its other sides, except for the elements of sets. */
export function visitSides(attributes: Attributes, sides: Sides, visit: (place: Place) => void): void {
  mapAttributes(attributes, sides, (place) => {
    visit(place);
    return place.value;
  });
}

function mapElements(
  { nesting, attributes }: { readonly nesting: Nesting; readonly attributes: Attributes },
  { path, ...sides }: Place,
  change: (place: Place) => Value,
): Value {
  if (isNull(sides.value) || isUnknown(sides.value) || nesting === "set") return sides.value;
  if (nesting === "single") return mapAttributes(attributes, sides, change, path);
  const mapElement = ([key]: [string | number, Value]): Value => {
    const element = getParts(sides, key);
    if (isNull(element.value) || isUnknown(element.value)) return element.value;
    return mapAttributes(attributes, element, change, [...path, key]);
  };
  const elements = getEntries(sides.value);
  if (nesting === "list") return elements.map(mapElement);
  return Object.fromEntries(elements.map((entry) => [entry[0], mapElement(entry)]));
}

function getParts({ config, prior, value }: Sides, key: string | number): Sides {
  return { config: getPart(config, key), prior: getPart(prior, key), value: getPart(value, key) };
}
