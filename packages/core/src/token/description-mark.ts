import { randomInt } from "node:crypto";

/** Where a mark is in a description: at its end. */
const marked = /^(.*?) ?\[huntkit:([0-9a-z]{6}(?:\.[0-9a-z]{6,8}){0,3})\]$/s;

/** Characters of the part that makes a mark unique: 2 billion values. */
const uniqueLength = 6;

/** A token's description in HUNT, in its two parts. */
export interface SplitDescription {
  /** What a person wrote; null if that is empty. */
  readonly description: string | null;
  /** What a rotation added, without its brackets; null if nothing. */
  readonly mark: string | null;
}

/** Separates what a person wrote from the mark that a rotation added: `Release pipeline [huntkit:8254e8]`. */
export function splitDescription(text: string): SplitDescription {
  const [, description, mark] = marked.exec(text) ?? [];
  if (mark === undefined) return { description: text || null, mark: null };
  return { description: description || null, mark };
}

/** Returns a description as HUNT lists it, with its mark if it has one. */
export function joinDescription(description: string | null, mark: string | null): string {
  if (mark === null) return description ?? "";
  const suffix = `[huntkit:${mark}]`;
  return description ? `${description} ${suffix}` : suffix;
}

/**
 * Creates a mark, which no other token has.
 *
 * @param parts up to three parts of 6 to 8 lower-case letters and digits, which it should contain
 */
export function createDescriptionMark(parts: readonly string[] = []): string {
  const unique = randomInt(36 ** uniqueLength)
    .toString(36)
    .padStart(uniqueLength, "0");
  return [unique, ...parts].join(".");
}
