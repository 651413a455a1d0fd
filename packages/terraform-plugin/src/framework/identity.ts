import type { CtyType } from "../cty/type.js";
import { isRecord, type Members } from "../cty/value.js";
import type { Attributes } from "./attribute.js";
import { isMessage, type Message, readValue, writeValue } from "./wire.js";

/** What identifies the objects of a resource: one of its attributes. */
export interface Identity {
  readonly attribute: string;
  readonly description: string;
  /** The type of the identity: an object with this attribute. */
  readonly type: CtyType;
}

/**
 * Returns the identity of a resource. Null if it has none.
 *
 * @throws {Error} if the attribute does not exist or is not a string, which is a mistake in the provider
 */
export function toIdentity(name: string, attributes: Attributes, attribute?: string): Identity | null {
  if (attribute === undefined) return null;
  const { type, description = "" } = attributes[attribute] ?? {};
  if (type !== "string")
    throw new Error(`The identity of ${name} is invalid: "${attribute}" is not a string attribute`);
  return { attribute, description, type: ["object", { [attribute]: "string" }] };
}

/**
 * Returns a field with the identity of an object, a `ResourceIdentityData`. No field if the resource has no
 * identity, or if it is not known.
 */
export function writeIdentity(field: string, identity: Identity | null, object: Members | null): Message {
  const value = identity && object?.[identity.attribute];
  if (!identity || typeof value !== "string") return {};
  return { [field]: { identity_data: writeValue({ [identity.attribute]: value }, identity.type) } };
}

/** Reads the value that identifies an object. Undefined if the field contains none. */
export function readIdentity(field: unknown, identity: Identity | null): string | undefined {
  if (!identity || !isMessage(field)) return undefined;
  const members = readValue(field["identity_data"], identity.type);
  const value = isRecord(members) ? members[identity.attribute] : undefined;
  return typeof value === "string" ? value : undefined;
}
