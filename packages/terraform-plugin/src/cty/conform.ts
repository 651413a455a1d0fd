import { Dynamic } from "./dynamic.js";
import type { CtyType } from "./type.js";
import { isUnknown } from "./unknown.js";
import { distinct, isNumber, mapParts, type Value } from "./value.js";
import { isRecord, walk, type Complaint } from "./walk.js";

/** What a value turned out to be, by its type. */
export interface Conformed {
  /** The value with every attribute; null where there are complaints. */
  value: Value;
  complaints: Complaint[];
}

/**
 * Makes a proper value of ordinary data: absent members become null, text is normalised as Terraform does (NFC), sets lose
 * doubles, and ordinary data where the type is `dynamic` gets the type that it shows.
 */
export function conform(data: unknown, type: CtyType): Conformed {
  const complaints: Complaint[] = [];
  const value = walk(
    data,
    type,
    {
      number: (number) => (isNumber(number) ? number : undefined),
      dynamic: (inner, conformInner) => {
        if (isUnknown(inner)) return inner;
        const dynamic = inner instanceof Dynamic ? inner : toDynamic(inner);
        return dynamic && new Dynamic(dynamic.type, conformInner(dynamic.value, dynamic.type) as Value);
      },
      text: wellFormed,
      set: (elements, elementType) => distinct(elements as Value[], elementType),
    },
    complaints,
  );
  return { value: value as Value, complaints };
}

/** Gives ordinary data the type that it shows: arrays are tuples, objects are objects. Undefined where there is none. */
export function toDynamic(data: unknown): Dynamic | undefined {
  const type = typeOf(data);
  return type && new Dynamic(type, data as Value);
}

/**
 * A value as ordinary data, without `Dynamic` wrappers. Numbers are JavaScript's, but for whole ones that are too large for
 * these: they are text. Unknowns stay.
 */
export function plain(value: Value): unknown {
  if (value instanceof Dynamic) return plain(value.value);
  if (isNumber(value)) return typeof value === "bigint" ? String(value) : Number(String(value));
  return mapParts(value, plain);
}

function typeOf(data: unknown): CtyType | undefined {
  if (typeof data === "string") return "string";
  if (typeof data === "boolean") return "bool";
  if (isNumber(data)) return "number";
  if (data === null || data === undefined || data instanceof Dynamic || isUnknown(data)) return "dynamic";
  if (Array.isArray(data)) {
    const types = data.map(typeOf);
    return types.every((type) => type !== undefined) ? ["tuple", types] : undefined;
  }
  if (!isRecord(data)) return undefined;
  const types = Object.entries(data).map(([name, part]) => [name, typeOf(part)] as const);
  return types.every(([, type]) => type !== undefined)
    ? ["object", Object.fromEntries(types) as Record<string, CtyType>]
    : undefined;
}

/** Half a surrogate pair has no UTF-8: it becomes the replacement character. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString().normalize("NFC");
}
