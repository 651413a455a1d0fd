import { removeDuplicates } from "./compare.js";
import { type Path, formatPath } from "./path.js";
import { type CtyType, describeType } from "./type.js";
import { Dynamic, isNumber, isRecord, isUnknown, setMember, type Value } from "./value.js";

/** Something that does not match its type. */
export interface Mismatch {
  path: Path;
  /** Such as `must be a string`. Never contains the value. */
  problem: string;
}

/** Formats a mismatch as a sentence without a period: `options.hosts must be a bool`. */
export function formatMismatch({ path, problem }: Mismatch): string {
  return `${path.length === 0 ? "The value" : formatPath(path)} ${problem}`;
}

/** How to convert the parts that differ between two forms of a value. */
export interface Conversion {
  /** Returns undefined if the value is not a number. */
  number(value: unknown): unknown;
  /**
   * Returns undefined if the value is not a dynamic value. `convert` converts the value inside by its own
   * type.
   */
  dynamic(value: unknown, convert: (value: unknown, type: CtyType) => unknown): unknown;
  text?(value: string): string;
  set?(elements: unknown[], type: CtyType): unknown[];
  /** Drop members that an object type does not have, instead of reporting them. */
  lenient?: boolean;
}

/**
 * Converts a value from one form to another by its type. Null and unknown values stay, and objects get every
 * attribute. What does not match the type becomes null and a mismatch, so one call finds all mismatches.
 */
export function convertValue(
  value: unknown,
  type: CtyType,
  conversion: Conversion,
  mismatches: Mismatch[],
): unknown {
  return new Converter(conversion, mismatches).convert(value, type);
}

/** Converts a value like `convertValue`. @throws {TypeError} if something does not match the type */
export function convertStrictly(value: unknown, type: CtyType, conversion: Conversion): unknown {
  const mismatches: Mismatch[] = [];
  const result = convertValue(value, type, conversion, mismatches);
  if (mismatches.length > 0) throw new TypeError(mismatches.map(formatMismatch).join("; "));
  return result;
}

/** One conversion. Every call of a provider converts several values, so it allocates only the result. */
class Converter {
  readonly #conversion: Conversion;
  readonly #mismatches: Mismatch[];
  /** The path of the part that is being converted. */
  readonly #path: (string | number)[] = [];

  constructor(conversion: Conversion, mismatches: Mismatch[]) {
    this.#conversion = conversion;
    this.#mismatches = mismatches;
  }

  convert(value: unknown, type: CtyType): unknown {
    const conversion = this.#conversion;
    if (value === null || value === undefined) return null;
    if (type === "dynamic")
      return (
        conversion.dynamic(value, (inner, innerType) => this.convert(inner, innerType)) ??
        this.#reject("has a type that Terraform does not support")
      );
    if (isUnknown(value)) return value;
    if (type === "string")
      return typeof value === "string" ? (conversion.text?.(value) ?? value) : this.#rejectType(type);
    if (type === "bool") return typeof value === "boolean" ? value : this.#rejectType(type);
    if (type === "number") return conversion.number(value) ?? this.#rejectType(type);
    switch (type[0]) {
      case "list":
      case "set": {
        if (!Array.isArray(value)) return this.#rejectType(type);
        const elements = value.map((element, index) => this.#convertPart(element, type[1], index));
        return type[0] === "set" ? (conversion.set?.(elements, type[1]) ?? elements) : elements;
      }
      case "map":
        return isRecord(value)
          ? mapEntries(value, (element, key) => this.#convertPart(element, type[1], key))
          : this.#rejectType(type);
      case "tuple":
        if (!Array.isArray(value) || value.length !== type[1].length)
          return this.#reject(`must be a tuple of ${type[1].length} elements`);
        return type[1].map((elementType, index) => this.#convertPart(value[index], elementType, index));
      case "object":
        if (!isRecord(value)) return this.#rejectType(type);
        if (!conversion.lenient) this.#rejectOtherMembers(value, type[1]);
        return mapEntries(type[1], (memberType, name) =>
          this.#convertPart(Object.hasOwn(value, name) ? value[name] : null, memberType, name),
        );
    }
  }

  #convertPart(part: unknown, type: CtyType, key: string | number): unknown {
    this.#path.push(key);
    const converted = this.convert(part, type);
    this.#path.pop();
    return converted;
  }

  #rejectOtherMembers(value: Readonly<Record<string, unknown>>, members: Readonly<Record<string, CtyType>>) {
    for (const name of Object.keys(value)) {
      if (!Object.hasOwn(members, name) && value[name] !== undefined)
        this.#mismatches.push({ path: [...this.#path, name], problem: "is not an attribute of this object" });
    }
  }

  #rejectType(type: CtyType): null {
    const description = describeType(type);
    return this.#reject(`must be ${/^[aeiou]/.test(description) ? "an" : "a"} ${description}`);
  }

  #reject(problem: string): null {
    this.#mismatches.push({ path: [...this.#path], problem });
    return null;
  }
}

function mapEntries<T>(
  record: Readonly<Record<string, T>>,
  change: (value: T, key: string) => unknown,
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(record)) setMember(result, key, change(record[key]!, key));
  return result;
}

/** The result of `conform`. */
export interface Conformed {
  /** The value with every attribute, and with null where something does not match the type. */
  value: Value;
  mismatches: Mismatch[];
}

/**
 * Converts ordinary data to a value of a type. Missing members become null, strings are normalized as in
 * Terraform (NFC), sets lose duplicates, and ordinary data of type `dynamic` gets the type that it has.
 */
export function conform(data: unknown, type: CtyType): Conformed {
  const mismatches: Mismatch[] = [];
  const value = convertValue(
    data,
    type,
    {
      number: (number) => (isNumber(number) ? number : undefined),
      dynamic: (inner, conformInner) => {
        if (isUnknown(inner)) return inner;
        const dynamic = inner instanceof Dynamic ? inner : toDynamic(inner);
        return dynamic && new Dynamic(dynamic.type, conformInner(dynamic.value, dynamic.type) as Value);
      },
      text: normalizeText,
      set: (elements, elementType) => removeDuplicates(elements as Value[], elementType),
    },
    mismatches,
  );
  return { value: value as Value, mismatches };
}

/**
 * Wraps ordinary data with the type that it has: arrays are tuples, objects are objects. Undefined if it has
 * no type.
 */
export function toDynamic(data: unknown): Dynamic | undefined {
  const type = inferType(data);
  return type && new Dynamic(type, data as Value);
}

function inferType(data: unknown): CtyType | undefined {
  if (typeof data === "string") return "string";
  if (typeof data === "boolean") return "bool";
  if (isNumber(data)) return "number";
  if (data === null || data === undefined || data instanceof Dynamic || isUnknown(data)) return "dynamic";
  if (Array.isArray(data)) {
    const types = data.map(inferType);
    return types.every((type) => type !== undefined) ? ["tuple", types] : undefined;
  }
  if (!isRecord(data)) return undefined;
  const types = Object.entries(data).map(([name, part]) => [name, inferType(part)] as const);
  return types.every(([, type]) => type !== undefined)
    ? ["object", Object.fromEntries(types) as Record<string, CtyType>]
    : undefined;
}

/** A lone surrogate has no UTF-8 form, so it becomes the replacement character. */
function normalizeText(text: string): string {
  return Buffer.from(text).toString().normalize("NFC");
}
