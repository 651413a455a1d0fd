import { isUuid, type Row } from "@huntkit/core";

/** A value as it is compared: as text, and a UUID in lower case, as not every database gives it back in the case in which it was asked for. */
export function keyOf(value: unknown): string {
  const text = String(value);
  return isUuid(text) ? text.toLowerCase() : text;
}

/** Sorts rows by the key of one property; where several rows share it, all of them are kept. */
export function rowsBy<T extends Row>(rows: readonly T[], property: string): Map<string, T[]> {
  const sorted = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOf((row as Record<string, unknown>)[property]);
    const same = sorted.get(key);
    if (same) same.push(row);
    else sorted.set(key, [row]);
  }
  return sorted;
}
