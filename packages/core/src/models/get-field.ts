import type { User } from "@huntkit/catalog";

/**
 * Returns a field of a record that is not in the type of the record. HUNT's models are not public, so
 * instances return fields that huntkit does not know. The client keeps them. Types list only known fields,
 * because a misspelled name must not compile.
 *
 * @param record a row of a response, or an object in one of its fields
 * @param name name of the field, as HUNT spells it
 * @returns undefined if the record does not have the field
 * @example
 * const alert = await client.alerts.list().first();
 * if (alert) console.log(alert.hostname, getField(alert, "customScore"));
 */
export function getField(record: object, name: string): unknown {
  return Object.hasOwn(record, name) ? (record as Record<string, unknown>)[name] : undefined;
}

/** Returns the email address of a user; otherwise the user name or the ID. */
export function getUserDisplayName(user: User): string {
  return user.email || user.username || String(user.id);
}
