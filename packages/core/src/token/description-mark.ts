import { randomInt } from "node:crypto";

/** Matches a mark at the end of a description. */
const marked = /^(.*?) ?\[huntkit:([0-9a-z]{6}(?:\.[0-9a-z]{6,8}){0,3})\]$/s;

/** Number of characters in the part that makes a mark unique: 2 billion values. */
const uniqueLength = 6;

/** The two parts of a token's description in HUNT. */
export interface SplitDescription {
  /** The part that a person wrote; null if it is empty. */
  readonly description: string | null;
  /** The mark that a rotation added, without its brackets; null if there is none. */
  readonly mark: string | null;
}

/**
 * Splits a description into the part that a person wrote and the mark that a rotation added: `Release
 * pipeline [huntkit:8254e8]`.
 */
export function splitDescription(text: string): SplitDescription {
  const [, description, mark] = marked.exec(text) ?? [];
  if (mark === undefined) return { description: text || null, mark: null };
  return { description: description || null, mark };
}

/** Returns a description as HUNT lists it, including its mark. */
export function joinDescription(description: string | null, mark: string | null): string {
  if (mark === null) return description ?? "";
  const suffix = `[huntkit:${mark}]`;
  return description ? `${description} ${suffix}` : suffix;
}

/**
 * Creates a mark that no other token has.
 *
 * @param parts up to three parts of 6 to 8 lower-case letters and digits to include
 */
export function createDescriptionMark(parts: readonly string[] = []): string {
  const unique = randomInt(36 ** uniqueLength)
    .toString(36)
    .padStart(uniqueLength, "0");
  return [unique, ...parts].join(".");
}
