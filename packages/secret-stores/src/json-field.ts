import { getObject, getValue, hasExactNumbers } from "./http/fields.js";
import { ServiceError } from "./http/service-error.js";

/**
 * Reads the token in the text of a secret: the complete text, or a field of a JSON object.
 *
 * @param name name of the secret, for the error
 * @returns null if there is none
 * @throws {ServiceError} if there is a field, and the text is not a JSON object that can be written again
 */
export function readField(text: string | null, field: string | undefined, name: string): string | null {
  if (field === undefined) return text || null;
  return requireText(parseObject(text, name), field, name);
}

/**
 * Returns a field that can contain a token; null if it is missing or empty.
 *
 * @throws {ServiceError} if it has a value of another type, which a write would destroy
 */
export function requireText(fields: unknown, field: string, name: string): string | null {
  const value = getValue(fields, field) ?? null;
  if (value === null || typeof value === "string") return value || null;
  throw new ServiceError(
    `The value of ${name} is not a string. A token cannot replace it. Check the address.`,
  );
}

/**
 * Returns the text of a secret with another token.
 *
 * @param value null to remove it
 */
export function replaceField(
  text: string | null,
  field: string | undefined,
  value: string | null,
  name: string,
): string {
  if (field === undefined) return value ?? "";
  const { [field]: _, ...others } = parseObject(text, name);
  return JSON.stringify(value === null ? others : { ...others, [field]: value });
}

function parseObject(text: string | null, name: string): Record<string, unknown> {
  if (text === null || text.trim() === "") return {};
  const object = getObject(tryParse(text));
  if (object === undefined)
    throw new ServiceError(
      `${name} is not a JSON object, so it has no fields. Remove the field from the address if the token is the complete value.`,
    );
  if (hasExactNumbers(object)) return object;
  throw new ServiceError(
    `${name} has another field with an integer of more than 53 bits, which a write would round. Store that field as a string, or use another secret.`,
  );
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
