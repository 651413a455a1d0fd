import { getElapsedLifetime } from "@huntkit/core";
import { barOf } from "../output/bar.js";

/**
 * How much of a token's life is over, as a bar.
 *
 * @param createdAt ISO 8601
 * @param expiresAt ISO 8601
 * @param now milliseconds since 1970
 * @param width in characters
 */
export function yearBar(createdAt: string, expiresAt: string, now: number, width: number): string {
  return barOf(getElapsedLifetime(createdAt, expiresAt, now), width);
}
