import { quoteForShell } from "@huntkit/core/escape";
import { isDescribedAs, joinDescription, type HuntClient, type TokenRecord } from "@huntkit/core";
import type { Ownership } from "@huntkit/core/rotation";
import { UsageError } from "../../../program/errors.js";
import { findToken, readTokens } from "../find-token.js";

/** Candidates that are named in a message. */
const maxCandidates = 10;

/**
 * Returns the token to revoke in the end: the one that is proven to be in use. If none is, the one that a person named.
 *
 * @param name an ID, a fingerprint, or a description
 * @returns null if no token is proven, and none was named: then none is revoked
 * @throws {UsageError} if the person named another token than the one in use
 */
export async function chooseOldToken(
  client: HuntClient,
  { record: proven }: Ownership,
  name: string | undefined,
  signal: AbortSignal,
): Promise<TokenRecord | null> {
  if (name === undefined) return proven;
  const { tokens } = await readTokens(client, false, signal);
  const { record } = findToken(tokens, name);
  if (proven === null || proven.handle === record.handle) return record;
  throw new UsageError(
    `--old names the token ${formatToken(record)}, but ${formatToken(proven)} is in use here.`,
    "Remove --old.",
  );
}

/** Returns a token for people: its description, and its ID. */
export function formatToken({ handle, description }: TokenRecord): string {
  const id = typeof handle === "string" ? handle : null;
  if (description === null) return id ?? "without a description";
  return id === null ? `"${description}"` : `"${description}" (${id})`;
}

/** Returns how a command names a token: its ID, or its description as HUNT lists it. */
export function formatTokenName({ handle, description, mark }: TokenRecord): string {
  return quoteForShell(typeof handle === "string" ? handle : joinDescription(description, mark));
}

/**
 * Says which tokens the old one can be, those with its description first. The new one is not one of them.
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
  const still = "The old token is still valid, because HUNT does not identify it among your tokens.";
  if (candidates.length === 0) return [`${still} Find it with \`hunt token list\`, and revoke it.`];
  const lines = candidates.slice(0, maxCandidates).map(formatCandidate);
  const remaining = candidates.length - lines.length;
  if (remaining > 0) lines.push(`  and ${remaining} more: hunt token list --include-sessions`);
  return [`${still} It is one of these:`, ...lines, "Revoke it: hunt token revoke <id>"];
}

function formatCandidate({ handle, description, lifetime }: TokenRecord): string {
  const expiry = lifetime.kind === "dated" ? `  expires ${lifetime.expiresAt.slice(0, 10)}` : "";
  return `  ${String(handle)}  ${description ?? "(session)"}${expiry}`;
}
