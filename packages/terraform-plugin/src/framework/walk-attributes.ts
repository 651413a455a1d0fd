import type { Path } from "../cty/path.js";
import {
  getEntries,
  getPart,
  isNull,
  isRecord,
  isUnknown,
  type Members,
  setMember,
  type Value,
} from "../cty/value.js";
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
 * Returns an object with a new value for every attribute, those of nested objects first. If none changes, this is
 * the same object. Elements of lists belong together by index, and those of maps by key. The elements of sets
 * stay unchanged, because nothing identifies them.
 */
export function mapAttributes(
  attributes: Attributes,
  sides: Sides,
  change: (place: Place) => Value,
  path: Path = [],
): Members {
  const names = Object.keys(attributes);
  const { value: object } = sides;
  let isSame = isRecord(object) && Object.keys(object).length === names.length;
  const changed: Record<string, Value> = {};
  for (const name of names) {
    const attribute = attributes[name]!;
    const place = { path: [...path, name], attribute, ...getParts(sides, name) };
    const before = place.value;
    if (attribute.nested) place.value = mapElements(attribute.nested, place, change);
    const after = change(place);
    setMember(changed, name, after);
    isSame &&= after === before && Object.hasOwn(object as Members, name);
  }
  return isSame ? (object as Members) : changed;
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
  const before = getEntries(sides.value);
  const after = before.map(mapElement);
  if (after.every((element, index) => element === before[index]![1])) return sides.value;
  if (nesting === "list") return after;
  return Object.fromEntries(before.map(([key], index) => [key, after[index]!]));
}

function getParts({ config, prior, value }: Sides, key: string | number): Sides {
  return { config: getPart(config, key), prior: getPart(prior, key), value: getPart(value, key) };
}
