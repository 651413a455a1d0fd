import type { Field, Fields } from "@huntkit/catalog";
import type { Accept } from "../http/schema.js";
import { isTooDeep } from "../query/json-text.js";

/** What a field can be, other than null; undefined for anything. */
type Kind = "string" | "number" | "boolean" | Accept | undefined;

/** The form of PostgreSQL's `bigint` and `numeric` in JSON. */
export const numberInText = /^-?\d+(\.\d+)?$/;

/** Returns the fields that a response can have. */
export function listReturnedFields(fields: Fields): [name: string, field: Field][] {
  return Object.entries(fields).filter(([, { hidden, only }]) => !hidden && only !== "sandbox");
}

/** Creates the check of a record of the catalog. It accepts fields that are not in the catalog. */
export function createAcceptRecord(fields: Fields): Accept {
  const { id } = fields;
  const idTypes = id?.accepts ?? (id && ["string"]);
  const acceptFields = createAcceptFields(fields);
  if (!idTypes || idTypes === "any") return acceptFields;
  return (record, depth) => acceptFields(record, depth) && isOneOf(idTypes, (record as { id?: unknown }).id);
}

/** Creates the check of a list. */
export function createAcceptList(accept: Accept): Accept {
  return (list, depth) => {
    if (!Array.isArray(list)) return false;
    for (const each of list) if (!accept(each, depth + 1)) return false;
    return true;
  };
}

function createAcceptFields(fields: Fields): Accept {
  const kinds = new Map(listReturnedFields(fields).map(([name, field]) => [name, toKind(field)]));
  // Records of a response have the same fields in the same order, so most names need no lookup.
  const lastNames: string[] = [];
  const lastKinds: Kind[] = [];
  return (data, depth) => {
    if (typeof data !== "object" || data === null || Array.isArray(data)) return false;
    const record = data as Record<string, unknown>;
    let index = 0;
    for (const name in record) {
      if (lastNames[index] !== name) {
        lastNames[index] = name;
        lastKinds[index] = kinds.get(name);
      }
      const kind = lastKinds[index++];
      const value = record[name];
      // zod removes it.
      if (name === "__proto__") return false;
      if (value === null || (typeof value === kind && kind !== "number")) continue;
      if (kind === "number") {
        const number = typeof value === "string" && numberInText.test(value) ? Number(value) : value;
        if (!Number.isFinite(number)) return false;
        record[name] = number;
      } else if (typeof kind === "function") {
        if (!kind(value, depth + 1)) return false;
      } else if (kind !== undefined || isTooDeep(value, depth + 1)) return false;
    }
    return true;
  };
}

function toKind({ type, accepts, fields }: Field): Kind {
  if (accepts === "any") return undefined;
  if (accepts) return (value) => isOneOf(accepts, value);
  if (fields) return createAcceptFields(fields);
  if (type === "object" || type === "array") return undefined;
  return type === "date" ? "string" : type;
}

function isOneOf(types: readonly string[], value: unknown): boolean {
  return types.includes(typeof value) && (typeof value !== "number" || Number.isFinite(value));
}
