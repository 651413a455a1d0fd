/** Returns whether a string has the form of a UUID of any version, in either case (RFC 9562). */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text);
}

/** Returns the place of an ID in the space of UUIDs: its first 48 bits. NaN for an ID that is not a UUID. */
export function toPlace(id: string | number): number {
  const text = String(id);
  return isUuid(text) ? Number.parseInt(text.replaceAll("-", "").slice(0, 12), 16) : Number.NaN;
}

/** Returns the first UUID at a place, the inverse of {@link toPlace}. */
export function toUuid(place: number): string {
  const digits = place.toString(16).padStart(12, "0");
  return `${digits.slice(0, 8)}-${digits.slice(8)}-0000-0000-000000000000`;
}
