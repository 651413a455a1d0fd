import { quoteForShell } from "@huntkit/core/escape";
import type { HuntClient, TokenRecord } from "@huntkit/core";
import { isDescribedAs, joinDescription } from "@huntkit/core/internal";
import type { Ownership } from "@huntkit/core/rotation";
import { UsageError } from "../../../program/errors.js";
import { findToken, readTokens } from "../find-token.js";

/** Maximum number of candidates in a message. */
const maxCandidates = 10;

/**
 * Returns the token to revoke after the rotation: the one that is proven to be in use, otherwise the one that the
 * user named.
 *
 * @param name an ID, a fingerprint, or a description
 * @returns null if no token is proven to be in use, and none was named. No token is then revoked.
 * @throws {UsageError} if the user named a different token than the one in use
 */
export async function chooseOldToken(
  client: HuntClient,
  { record: proven }: Ownership,
  name: string | undefined,
  signal: AbortSignal,
): Promise<TokenRecord | null> {
  if (name === undefined) return proven;
  const { tokens } = await readTokens(client, false, { signal });
  const { record } = findToken(tokens, name);
  if (proven === null || proven.handle === record.handle) return record;
  throw new UsageError(
    `The token in --old, ${formatToken(record)}, is not the current token, ${formatToken(proven)}.`,
    "Remove --old.",
  );
}

/** Returns whether a proof needs no confirmation by the new token. */
export function isCertain(ownership: Ownership | null): boolean {
  return ownership !== null && ownership.record !== null && ownership.by !== "last use";
}

/** Explains why an old token was kept that the new one could not confirm. */
export function describeUnconfirmed(old: TokenRecord): string {
  return (
    `Warning: The old token is still valid. ${formatToken(old)} was not revoked, because its last use did not change with ` +
    `exactly the requests of hunt. Another program uses it, too, or it is another token. ` +
    `To revoke it, run: hunt token revoke ${formatTokenName(old)}`
  );
}

/** Formats a token in a message: its description and its ID. */
export function formatToken({ handle, description }: TokenRecord): string {
  const id = typeof handle === "string" ? handle : null;
  if (description === null) return id ?? "without a description";
  return id === null ? `"${description}"` : `"${description}" (${id})`;
}

/** Formats a token as an argument of a command: its ID, or its description in HUNT. */
export function formatTokenName({ handle, description, mark }: TokenRecord): string {
  return quoteForShell(typeof handle === "string" ? handle : joinDescription(description, mark));
}

/**
 * Describes which tokens the old one can be, those with its description first. The new one is excluded.
 *
 * @returns lines
 */
export function describeCandidates(
  ownership: Ownership,
  { handle: created }: TokenRecord,
  description: string,
): string[] {
  const all = ownership.record === null ? ownership.candidates : [];
  const candidates = all
    .filter(({ handle }) => typeof handle === "string" && handle !== created)
    .sort(
      (one, other) => Number(isDescribedAs(other, description)) - Number(isDescribedAs(one, description)),
    );
  const still = "Warning: The old token is still valid, because HUNT does not identify it among your tokens.";
  if (candidates.length === 0) return [`${still} To find it, run \`hunt token list\`. Then revoke it.`];
  const lines = candidates.slice(0, maxCandidates).map(formatCandidate);
  const remaining = candidates.length - lines.length;
  if (remaining > 0) lines.push(`  and ${remaining} more: hunt token list --include-sessions`);
  return [`${still} It is one of these:`, ...lines, "To revoke it, run: hunt token revoke <id>"];
}

function formatCandidate({ handle, description, lifetime }: TokenRecord): string {
  const expiry = lifetime.kind === "dated" ? `  expires ${lifetime.expiresAt.slice(0, 10)}` : "";
  return `  ${String(handle)}  ${description ?? "(session)"}${expiry}`;
}
