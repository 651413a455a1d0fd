import { createHash } from "node:crypto";
import type { TokenRecord } from "@huntkit/core";
import { createDescriptionMark, joinDescription } from "@huntkit/core/internal";
import type { SecretPlace } from "./secret-place.js";

const minuteMs = 60_000;

/**
 * Maximum time from the creation of a token's description to the write of the secret, by GitHub's clock. Twice
 * {@link maxStoreDelayMs}, to allow for requests in flight.
 */
const storedWithinMs = 30 * minuteMs;

/** How long after its description a token may belong to a run in progress: four times {@link maxStoreDelayMs}. */
export const inProgressMs = 60 * minuteMs;

/** How long after its description a run may store a token. */
export const maxStoreDelayMs = 15 * minuteMs;

/** Maximum difference between the clocks of two machines of GitHub, or of GitHub and HUNT. */
export const clockToleranceMs = minuteMs;

/**
 * Formats and parses the descriptions of tokens that rotations create for one secret. A rotation keeps the user's
 * description, and adds a mark. The marks are a journal: six random characters, a hash of the secret and its GitHub
 * server, the time by GitHub's clock, and a hash of the replaced token. With them, a later run can finish an
 * interrupted rotation, or roll it back.
 */
export class RotationDescription {
  readonly #place: string;

  /**
   * The host is part of the mark, because two servers may have secrets with the same title. For a store outside
   * GitHub, it is the identity of the store.
   */
  constructor({ title, host }: Pick<SecretPlace, "title" | "host">) {
    this.#place = shorten(`${host}\n${title}`);
  }

  /**
   * Returns the description of a new token.
   *
   * @param text the user's description
   * @param at milliseconds since 1970, by GitHub's clock
   * @param old the token to revoke after the rotation. It is omitted from the mark if its handle is its value.
   */
  format(text: string, at: number, old: TokenRecord | null): string {
    const time = Math.floor(at / 1_000).toString(36);
    const replaced = typeof old?.handle === "string" ? [shorten(old.handle)] : [];
    return joinDescription(text, createDescriptionMark([this.#place, time, ...replaced]));
  }

  /** Returns when a rotation created a token, in milliseconds since 1970 by GitHub's clock; null for any other token. */
  getCreationTime({ mark }: TokenRecord): number | null {
    const [, place, time] = mark?.split(".") ?? [];
    return place === this.#place && time !== undefined ? parseInt(time, 36) * 1_000 : null;
  }

  /** Returns whether a rotation created a token to replace the other one. */
  isReplacementOf(record: TokenRecord, { handle }: TokenRecord): boolean {
    const replaced = this.getCreationTime(record) === null ? undefined : record.mark?.split(".")[3];
    return replaced !== undefined && typeof handle === "string" && shorten(handle) === replaced;
  }

  /**
   * Returns whether the secret may hold a token. Only the run that created the token had its value, and it stored it
   * soon or never. So the token may be stored only if the last write to the secret was soon after its creation.
   */
  mayBeStored(record: TokenRecord, secretUpdatedAt: string): boolean {
    const createdAt = this.getCreationTime(record);
    const age = Date.parse(secretUpdatedAt) - (createdAt ?? Number.NaN);
    return age >= -clockToleranceMs && age <= storedWithinMs;
  }

  /** Returns whether a token was created after the last write to the secret. */
  isNewer(record: TokenRecord, secretUpdatedAt: string): boolean {
    return (this.getCreationTime(record) ?? -Infinity) > Date.parse(secretUpdatedAt);
  }

  /** Returns whether a run may be about to store a token. */
  isInProgress(record: TokenRecord, { updatedAt, readAt }: { updatedAt: string; readAt: number }): boolean {
    const createdAt = this.getCreationTime(record);
    return createdAt !== null && this.isNewer(record, updatedAt) && readAt - createdAt < inProgressMs;
  }
}

/** Returns the token's description with its mark, as HUNT lists it. */
export function toListedDescription({ description, mark }: TokenRecord): string {
  return joinDescription(description, mark);
}

/** Returns 40 bits of a hash as eight letters and digits. */
function shorten(text: string): string {
  const bits = createHash("sha256").update(text).digest().readUIntBE(0, 5);
  return bits.toString(36).padStart(8, "0");
}
