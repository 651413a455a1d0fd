import { showPath, type Path } from "./path.js";
import { typeName, type CtyType } from "./type.js";
import { isUnknown } from "./unknown.js";

/** What was found at odds with a type, and where. */
export interface Complaint {
  path: Path;
  /** Such as `must be a string`; never holds the value. */
  problem: string;
}

/** How the parts are turned that differ from one form of a value to another. */
export interface Turn {
  /** Gives undefined for what is no number. */
  number(value: unknown): unknown;
  /** Gives undefined for what is no dynamic value; `walk` turns the value within by its own type. */
  dynamic(value: unknown, walk: (value: unknown, type: CtyType) => unknown): unknown;
  text?(value: string): string;
  set?(elements: unknown[], type: CtyType): unknown[];
  /** Whether members that an object type does not have are dropped in silence. */
  lenient?: boolean;
}

/**
 * Turns a value from one form into another by its type: nulls and unknowns stay, objects get every attribute.
 * What is at odds with the type becomes null and a complaint, so that all complaints come at once.
 */
export function walk(
  value: unknown,
  type: CtyType,
  turn: Turn,
  complaints: Complaint[],
  path: Path = [],
): unknown {
  const step = (part: unknown, partType: CtyType, key: string | number): unknown =>
    walk(part, partType, turn, complaints, [...path, key]);
  const complain = (problem: string): null => {
    complaints.push({ path, problem });
    return null;
  };
  const must = (): null =>
    complain(`must be ${/^[aeiou]/.test(typeName(type)) ? "an" : "a"} ${typeName(type)}`);
  if (value === null || value === undefined) return null;
  if (type === "dynamic")
    return (
      turn.dynamic(value, (inner, innerType) => walk(inner, innerType, turn, complaints, path)) ??
      complain("cannot be given a type")
    );
  if (isUnknown(value)) return value;
  if (type === "string") return typeof value === "string" ? (turn.text?.(value) ?? value) : must();
  if (type === "bool") return typeof value === "boolean" ? value : must();
  if (type === "number") return turn.number(value) ?? must();
  switch (type[0]) {
    case "list":
    case "set": {
      if (!Array.isArray(value)) return must();
      const elements = value.map((element, index) => step(element, type[1], index));
      return type[0] === "set" ? (turn.set?.(elements, type[1]) ?? elements) : elements;
    }
    case "map":
      return isRecord(value) ? mapEntries(value, (element, key) => step(element, type[1], key)) : must();
    case "tuple":
      if (!Array.isArray(value) || value.length !== type[1].length)
        return complain(`must be a tuple of ${type[1].length} elements`);
      return type[1].map((elementType, index) => step(value[index], elementType, index));
    case "object": {
      if (!isRecord(value)) return must();
      const stray = turn.lenient
        ? []
        : Object.keys(value).filter((name) => !Object.hasOwn(type[1], name) && value[name] !== undefined);
      for (const name of stray)
        complaints.push({ path: [...path, name], problem: "is not an attribute here" });
      return mapEntries(type[1], (memberType, name) =>
        step(Object.hasOwn(value, name) ? value[name] : null, memberType, name),
      );
    }
  }
}

/** As `walk`. @throws {TypeError} where there are complaints */
export function walkStrictly(value: unknown, type: CtyType, turn: Turn): unknown {
  const complaints: Complaint[] = [];
  const result = walk(value, type, turn, complaints);
  if (complaints.length > 0)
    throw new TypeError(complaints.map(({ path, problem }) => `${showPath(path)} ${problem}`).join("; "));
  return result;
}

/** Whether a value is an object with members, such as a map or an object of Terraform's, not an instance of a class. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function mapEntries<T>(
  record: Readonly<Record<string, T>>,
  change: (value: T, key: string) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}
