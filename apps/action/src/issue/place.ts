import { createHash } from "node:crypto";

/** Where a token is kept: not its value, which changes. Two runs that check the token of one place keep one issue. */
export interface Place {
  readonly kind: "token" | "fleet";
  /** The instance's name. */
  readonly instance: string;
  /** Tells the places of one instance apart; empty where there is but one. */
  readonly key: string;
}

/** Names a place in 16 hex digits, which are safe wherever they stand. */
export function createPlaceId({ kind, instance, key }: Place): string {
  return createDigest([kind, instance, key]);
}

/** Sixteen hex digits of a SHA-256, to tell whether two things are the same. */
export function createDigest(thing: unknown): string {
  return createHash("sha256").update(JSON.stringify(thing)).digest("hex").slice(0, 16);
}
