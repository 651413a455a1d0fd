import { ApiToken } from "@huntkit/core";
import type { SecretStore } from "@huntkit/core/rotation";
import { UsageError } from "../../../program/errors.js";

/**
 * Requires that the stores of `--to` can be replaced without losing anything except the current token.
 *
 * @param overwrite value of `--overwrite`
 * @param expected fingerprints of the tokens that they can contain
 * @throws {UsageError} if one contains anything else, or does not show its value, and `overwrite` is false
 */
export async function requireReplaceable(
  stores: readonly SecretStore[],
  overwrite: boolean,
  expected: readonly (string | null | undefined)[],
): Promise<void> {
  if (overwrite && stores.length === 0) throw new UsageError("--overwrite requires --to.", "Remove it.");
  if (overwrite) return;
  for (const store of stores) {
    const text = await store.readText?.();
    const problem =
      text === undefined
        ? "does not show its value, so it might not be the current token"
        : findProblem(text, expected);
    if (problem === null) continue;
    throw new UsageError(
      `--to: ${store.describe()} ${problem}.`,
      "Use a different place, or add --overwrite to replace it.",
    );
  }
}

function findProblem(text: string | null, expected: readonly (string | null | undefined)[]): string | null {
  if (text === null || text.trim() === "") return null;
  const token = parseToken(text);
  if (token === null) return "already exists and does not contain a token";
  return expected.includes(token.fingerprint) ? null : "contains another token than the current one";
}

function parseToken(value: string): ApiToken | null {
  try {
    return new ApiToken(value);
  } catch {
    return null;
  }
}
