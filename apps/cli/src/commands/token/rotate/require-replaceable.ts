import { ApiToken } from "@huntkit/core";
import type { SecretStore } from "@huntkit/core/rotation";
import { UsageError } from "../../../program/errors.js";

/**
 * Requires that the stores of `--to` can be replaced without losing anything except the current token.
 *
 * @param overwrite value of `--overwrite`
 * @param expected fingerprints of the tokens that they can contain
 * @throws {UsageError} if one contains anything else, and `overwrite` is false
 */
export async function requireReplaceable(
  stores: readonly SecretStore[],
  overwrite: boolean,
  expected: readonly (string | null | undefined)[],
): Promise<void> {
  if (overwrite && stores.length === 0) throw new UsageError("--overwrite requires --to.", "Remove it.");
  if (overwrite) return;
  for (const store of stores) {
    const text = (await store.readText?.())?.trim() ?? "";
    const token = parseToken(text);
    if (text === "" || (token !== null && expected.includes(token.fingerprint))) continue;
    throw new UsageError(
      token === null
        ? `--to: ${store.describe()} already exists and does not contain a token.`
        : `--to: ${store.describe()} contains another token than the current one.`,
      "Use a different place, or add --overwrite to replace it.",
    );
  }
}

function parseToken(value: string): ApiToken | null {
  try {
    return new ApiToken(value);
  } catch {
    return null;
  }
}
