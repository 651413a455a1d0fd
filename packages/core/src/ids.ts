import type { Field, Model } from "@huntkit/catalog";
import { HuntInputError } from "./errors/hunt-error.js";
import { escapeToSingleLine } from "./escape/escape-text.js";
import { showParam } from "./http/address.js";

/** Returns whether a string has the format of a UUID of any version, in either case (RFC 9562). */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text);
}

/** Returns the position of an ID in the range of UUIDs: its first 48 bits. NaN if the ID is not a UUID. */
export function toPlace(id: string | number): number {
  const text = String(id);
  return isUuid(text) ? Number.parseInt(text.replaceAll("-", "").slice(0, 12), 16) : Number.NaN;
}

/** Returns the first UUID at a position, the inverse of {@link toPlace}. */
export function toUuid(place: number): string {
  const digits = place.toString(16).padStart(12, "0");
  return `${digits.slice(0, 8)}-${digits.slice(8)}-0000-0000-000000000000`;
}

/**
 * Compares IDs as PostgreSQL does: numbers by value, and UUIDs by their digits.
 *
 * @returns a negative number, 0, or a positive number; null for other IDs, whose order depends on the
 *   database
 */
export function compareIds(one: string | number, other: string | number): number | null {
  if (typeof one === "number" && typeof other === "number") return one - other;
  if (!isUuid(String(one)) || !isUuid(String(other))) return null;
  const [first, second] = [String(one).toLowerCase(), String(other).toLowerCase()];
  if (first === second) return 0;
  return first < second ? -1 : 1;
}

/**
 * Creates the error for a list that does not have at least one ID, or has an empty one.
 *
 * @param input name of the input that must be the list
 */
export function createIdListError(ids: unknown, input: string): HuntInputError {
  const isEmpty = Array.isArray(ids) && ids.length === 0;
  const problem = Array.isArray(ids) ? "the list of IDs has an empty or invalid ID" : "must be a list of IDs";
  const sentence = isEmpty ? "the list of IDs is empty" : problem;
  return new HuntInputError(input, "empty", `${input}: ${sentence}. Specify the ID of each record.`);
}

/** Returns whether the values of a field are known to be UUIDs. HUNT responds with 500 to any other. */
export function hasUuidFormat({ format, accepts, known }: Field, model: Model): boolean {
  const evidence = known ?? model.fieldsKnown ?? model.known;
  return format === "uuid" && accepts === undefined && evidence !== "assumed";
}

/** Returns whether the IDs of a model are known to be UUIDs. */
export function hasUuids(model: Model): boolean {
  const { id } = model.fields;
  return id !== undefined && hasUuidFormat(id, model);
}

/** An example for messages. */
export const exampleUuid = "0f8fad5b-d9cb-469f-a165-70867728950e";

/** Describes an ID that is not a UUID, and the form of a valid one. */
export function describeInvalidId(id: string | number, route: string): string {
  const shown = escapeToSingleLine(showParam(id), 80);
  return `"${shown}" is not a valid ID of ${route}. Use a UUID, such as ${exampleUuid}.`;
}
