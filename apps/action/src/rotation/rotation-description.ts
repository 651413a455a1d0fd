import { randomBytes } from "node:crypto";
import { parseInstant, toIso, type TokenRecord } from "@huntkit/core";
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
 * Describes the tokens that rotations create for one secret, and reads these descriptions. They are the journal of the
 * rotations: the GitHub server of the secret unless it is github.com, the secret, GitHub's time, six digits that make each
 * description unique, and HUNT's handle of the token that it replaces. A later run can finish or undo a rotation with them.
 */
export class RotationDescription {
  readonly #prefix: string;

  /** Two servers may have secrets of the same title. The host comes first, since a title may end in anything. */
  constructor({ title, host }: Pick<SecretPlace, "title" | "host">) {
    this.#prefix = `huntkit rotation${host === "github.com" ? "" : ` on ${host}`}: ${title}, `;
  }

  /**
   * Returns the description of a new token.
   *
   * @param at milliseconds since 1970, by GitHub's clock
   * @param old the token to revoke in the end; its handle is omitted if that is its value
   */
  format(at: number, old: TokenRecord | null): string {
    const time = toIso(at).replace(/\.\d+Z$/, "Z");
    const replaced =
      typeof old?.handle === "string" && /^[\w-]{1,64}$/.test(old.handle) ? ` after ${old.handle}` : "";
    return `${this.#prefix}${time} (${randomBytes(3).toString("hex")})${replaced}`;
  }

  /** When a rotation created this token, in milliseconds since 1970 by GitHub's clock; null for any other token. */
  getCreationTime(record: TokenRecord): number | null {
    return parseInstant(this.#parse(record)[1]);
  }

  /** HUNT's handle of the token that this one replaces; null if its description names none. */
  getReplacedHandle(record: TokenRecord): string | null {
    return this.#parse(record)[2] ?? null;
  }

  #parse({ description }: TokenRecord): readonly (string | undefined)[] {
    if (!description?.startsWith(this.#prefix)) return [];
    return /^(\S+Z) \([0-9a-f]{6}\)(?: after ([\w-]+))?$/.exec(description.slice(this.#prefix.length)) ?? [];
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
