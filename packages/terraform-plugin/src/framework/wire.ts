import { decodeJson } from "../cty/json.js";
import { decode, encode } from "../cty/msgpack.js";
import type { CtyType } from "../cty/type.js";
import { isRecord, type Members, type Value } from "../cty/value.js";

/**
 * A message of protocol 6 as a plain object: names in snake_case, enums as numbers, and members of a oneof as
 * fields.
 */
export type Message = Record<string, unknown>;

/** Reads a `DynamicValue` in either form. A missing or empty one is null. */
export function readValue(message: unknown, type: CtyType): Value {
  if (!isMessage(message)) return null;
  const { msgpack, json } = message;
  if (msgpack instanceof Uint8Array && msgpack.length > 0) return decode(msgpack, type);
  return json instanceof Uint8Array && json.length > 0
    ? decodeJson(new TextDecoder().decode(json), type)
    : null;
}

/** Reads a `DynamicValue` that is an object, or null. */
export function readMembers(message: unknown, type: CtyType): Members | null {
  const value = readValue(message, type);
  return isRecord(value) ? value : null;
}

/** Writes a `DynamicValue`. */
export function writeValue(value: Value, type: CtyType): Message {
  return { msgpack: encode(value, type) };
}

/** Reads a string field. A missing one is empty. */
export function readString(field: unknown): string {
  return typeof field === "string" ? field : "";
}

/** Returns whether the client has a capability. */
export function hasCapability(capabilities: unknown, name: string): boolean {
  return isMessage(capabilities) && capabilities[name] === true;
}

/** Returns whether a value is a message. It can be an instance of a class of a protobuf library. */
export function isMessage(value: unknown): value is Message {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
