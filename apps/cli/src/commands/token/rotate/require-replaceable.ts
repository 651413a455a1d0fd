import { ApiToken } from "@huntkit/core";
import { FileStore, type SecretStore } from "@huntkit/core/rotation";
import { UsageError } from "../../../program/errors.js";

/**
 * Requires that the stores of `--to` can be replaced without losing anything except the current token, and that a file
 * that does not exist is not a typing mistake: no program would read the new token, and the old one is revoked.
 *
 * @param flags `--overwrite` and `--create`
 * @param expected fingerprints of the tokens that they can contain
 * @throws {UsageError} if one contains anything else, or does not show its value, and `overwrite` is false, or if one
 *   does not exist, and `create` is false
 */
export async function requireReplaceable(
  stores: readonly SecretStore[],
  { overwrite, create }: { readonly overwrite: boolean; readonly create: boolean },
  expected: readonly (string | null | undefined)[],
): Promise<void> {
  const flag = [overwrite && "--overwrite", create && "--create"].find((each) => each !== false);
  if (flag !== undefined && stores.length === 0) throw new UsageError(`${flag} requires --to.`, "Remove it.");
  for (const store of stores) {
    const text = await store.readText?.();
    if (text === null && store instanceof FileStore && !create)
      throw new UsageError(
        `--to: ${store.describe()} does not exist.`,
        "Check the path, or add --create to create the file.",
      );
    if (overwrite) continue;
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
