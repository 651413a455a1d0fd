import { randomBytes } from "node:crypto";
import { parseInstant, toIso, type TokenRecord } from "@huntkit/core";
import type { SecretPlace } from "./secret-place.js";

const minuteMs = 60_000;

/**
 * By GitHub's clock, how long after its mark a token was stored at the latest: twice what {@link latestStoreMs} allows, for what
 * was on its way.
 */
const storedWithinMs = 30 * minuteMs;

/** For how long after its mark a token may belong to a run that still goes on: four times what such a run may take. */
export const youngMs = 60 * minuteMs;

/** How long after its mark a token may still be stored. */
export const latestStoreMs = 15 * minuteMs;

/** How far apart times of two machines may be: of two of GitHub's, or of GitHub's and HUNT's. */
export const inaccuracyMs = minuteMs;

/**
 * Descriptions of the tokens that rotations make for one secret: the GitHub that has it where that is not github.com, the
 * secret, GitHub's time, six digits that make each unique,
 * and HUNT's handle of the token that it replaces, so that a later run can finish what was cut off.
 */
export class TokenMark {
  readonly #prefix: string;

  /** Two servers may have secrets of the same title. The host stands first, since a title may end in anything. */
  constructor({ title, host }: Pick<SecretPlace, "title" | "host">) {
    this.#prefix = `huntkit rotation${host === "github.com" ? "" : ` on ${host}`}: ${title}, `;
  }

  /**
   * @param at milliseconds since 1970, by GitHub's clock
   * @param old the token that shall be revoked in the end; its handle is left out where that is its value
   */
  describe(at: number, old: TokenRecord | null): string {
    const time = toIso(at).replace(/\.\d+Z$/, "Z");
    const replaced =
      typeof old?.handle === "string" && /^[\w-]{1,64}$/.test(old.handle) ? ` after ${old.handle}` : "";
    return `${this.#prefix}${time} (${randomBytes(3).toString("hex")})${replaced}`;
  }

  /** When a rotation made this token, in milliseconds since 1970 by GitHub's clock; null for any other token. */
  madeAt(record: TokenRecord): number | null {
    return parseInstant(this.#read(record)[1]);
  }

  /** HUNT's handle of the token that this one replaces; null where it names none. */
  replaced(record: TokenRecord): string | null {
    return this.#read(record)[2] ?? null;
  }

  #read({ description }: TokenRecord): readonly (string | undefined)[] {
    if (!description?.startsWith(this.#prefix)) return [];
    return /^(\S+Z) \([0-9a-f]{6}\)(?: after ([\w-]+))?$/.exec(description.slice(this.#prefix.length)) ?? [];
  }

  /**
   * Whether this token may be what the secret holds. Its value was never anywhere but in the run that made it, which
   * stored it soon or not at all: so the last write to the secret was that, or has nothing to do with it.
   */
  mayBeStored(record: TokenRecord, secretUpdatedAt: string): boolean {
    const madeAt = this.madeAt(record);
    const age = Date.parse(secretUpdatedAt) - (madeAt ?? Number.NaN);
    return age >= -inaccuracyMs && age <= storedWithinMs;
  }

  /** Whether this token is newer than what the secret holds. */
  isNewer(record: TokenRecord, secretUpdatedAt: string): boolean {
    return (this.madeAt(record) ?? -Infinity) > Date.parse(secretUpdatedAt);
  }
}
