/**
 * A type of Terraform's type system (cty) in its JSON form, as in schemas, functions, and dynamic values.
 * Object types name every attribute. `dynamic` means that the value has a type of its own.
 */
export type CtyType =
  | "string"
  | "number"
  | "bool"
  | "dynamic"
  | readonly ["list" | "set" | "map", CtyType]
  | readonly ["object", Readonly<Record<string, CtyType>>]
  | readonly ["tuple", readonly CtyType[]];

/** Returns the type of an object with these members. */
export function toObjectType(members: Readonly<Record<string, { type: CtyType }>>): CtyType {
  return ["object", Object.fromEntries(Object.entries(members).map(([name, { type }]) => [name, type]))];
}

/**
 * Reads a type from its JSON form.
 *
 * @param json returned by `JSON.parse`
 * @throws {TypeError} if it is not a type
 */
export function parseType(json: unknown): CtyType {
  if (json === "string" || json === "number" || json === "bool" || json === "dynamic") return json;
  if (Array.isArray(json)) {
    const [kind, inner] = json as unknown[];
    if (kind === "list" || kind === "set" || kind === "map") return [kind, parseType(inner)];
    if (kind === "tuple" && Array.isArray(inner)) return [kind, inner.map(parseType)];
    if (kind === "object" && typeof inner === "object" && inner !== null) {
      return [kind, Object.fromEntries(Object.entries(inner).map(([name, type]) => [name, parseType(type)]))];
    }
  }
  throw new TypeError(`${JSON.stringify(json)} is not a Terraform type`);
}

/** Returns whether two types are equal. The order of an object's attributes does not matter. */
export function isSameType(a: CtyType, b: CtyType): boolean {
  return formatTypeJson(a) === formatTypeJson(b);
}

/** Formats a type as canonical JSON, with the attributes of objects in order of their names. */
export function formatTypeJson(type: CtyType): string {
  return JSON.stringify(type, (_key, part: unknown) => {
    const isObject = typeof part === "object" && part !== null && !Array.isArray(part);
    return isObject ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part;
  });
}

/** Describes a type for messages: `list of string`. */
export function describeType(type: CtyType): string {
  if (typeof type === "string") return type === "dynamic" ? "any value" : type;
  return type[0] === "object" || type[0] === "tuple" ? type[0] : `${type[0]} of ${describeType(type[1])}`;
}

/** Returns the type of a part of a value. */
export function getPartType(type: Exclude<CtyType, string>, key: string | number): CtyType {
  if (type[0] === "object") return type[1][key] ?? "dynamic";
  return type[0] === "tuple" ? (type[1][Number(key)] ?? "dynamic") : type[1];
}
