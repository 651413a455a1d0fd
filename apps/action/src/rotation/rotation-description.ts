import { createHash } from "node:crypto";
import { createDescriptionMark, joinDescription, type TokenRecord } from "@huntkit/core";
import type { SecretPlace } from "./secret-place.js";

const minuteMs = 60_000;

/**
 * By GitHub's clock, the longest time from a token's description to its storage: twice {@link maxStoreDelayMs}, to allow for
 * requests in flight.
 */
const storedWithinMs = 30 * minuteMs;

/** How long after its description a token may belong to a run in progress: four times what such a run may take. */
export const inProgressMs = 60 * minuteMs;

/** How long after its description a token may still be stored. */
export const maxStoreDelayMs = 15 * minuteMs;

/** How far apart the times of two machines may be: of two of GitHub's, or of GitHub's and HUNT's. */
export const clockToleranceMs = minuteMs;

/**
 * Describes the tokens that rotations create for one secret, and reads these descriptions. A person's
 * description is kept, and a
 * mark is added to it. The marks are the journal of the rotations: six characters that make each one unique,
 * the secret and its
 * GitHub server, GitHub's time, and the token that it replaces. A later run can finish or undo a rotation with them.
 */
export class RotationDescription {
  readonly #place: string;

  /** Two servers may have secrets of the same title. */
  constructor({ title, host }: Pick<SecretPlace, "title" | "host">) {
    this.#place = shorten(`${host}\n${title}`);
  }

  /**
   * Returns the description of a new token.
   *
   * @param text what a person calls the token
   * @param at milliseconds since 1970, by GitHub's clock
   * @param old the token to revoke in the end; it is omitted if its handle is its value
   */
  format(text: string, at: number, old: TokenRecord | null): string {
    const time = Math.floor(at / 1_000).toString(36);
    const replaced = typeof old?.handle === "string" ? [shorten(old.handle)] : [];
    return joinDescription(text, createDescriptionMark([this.#place, time, ...replaced]));
  }

  /** When a rotation created this token, in milliseconds since 1970 by GitHub's clock; null for any other token. */
  getCreationTime({ mark }: TokenRecord): number | null {
    const [, place, time] = mark?.split(".") ?? [];
    return place === this.#place && time !== undefined ? parseInt(time, 36) * 1_000 : null;
  }

  /** Whether a rotation created this token to replace the other one. */
  isReplacementOf(record: TokenRecord, { handle }: TokenRecord): boolean {
    const replaced = this.getCreationTime(record) === null ? undefined : record.mark?.split(".")[3];
    return replaced !== undefined && typeof handle === "string" && shorten(handle) === replaced;
  }

  /**
   * Whether the secret may hold this token. Its value was never anywhere but in the run that created it, which stored it
   * soon or never. So the last write to the secret was that, or is unrelated.
   */
  mayBeStored(record: TokenRecord, secretUpdatedAt: string): boolean {
    const createdAt = this.getCreationTime(record);
    const age = Date.parse(secretUpdatedAt) - (createdAt ?? Number.NaN);
    return age >= -clockToleranceMs && age <= storedWithinMs;
  }

  /** Whether this token is newer than what the secret holds. */
  isNewer(record: TokenRecord, secretUpdatedAt: string): boolean {
    return (this.getCreationTime(record) ?? -Infinity) > Date.parse(secretUpdatedAt);
  }

  /** Whether this may be the token of a run that has created it and is about to store it. */
  isInProgress(record: TokenRecord, { updatedAt, readAt }: { updatedAt: string; readAt: number }): boolean {
    const createdAt = this.getCreationTime(record);
    return createdAt !== null && this.isNewer(record, updatedAt) && readAt - createdAt < inProgressMs;
  }
}

/** Returns the token's description as HUNT lists it, to be found there. */
export function toListedDescription({ description, mark }: TokenRecord): string {
  return joinDescription(description, mark);
}

/** Returns 40 bits of a hash as eight letters and digits. */
function shorten(text: string): string {
  const bits = createHash("sha256").update(text).digest().readUIntBE(0, 5);
  return bits.toString(36).padStart(8, "0");
}
