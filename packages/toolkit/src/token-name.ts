import type { TokenHandle, TokenHealth } from "@huntkit/core";
import { getSafeHandle } from "@huntkit/core/internal";
import { escapeToSingleLine } from "@huntkit/core/escape";
import { isGuess, isUuid } from "@huntkit/core/internal";

/**
 * Returns the short ID of a token, which lists, checks, reports, and issues show: the first eight digits of a
 * UUID. Other IDs are not shortened.
 *
 * @param handle ID of the token in HUNT
 * @returns null if HUNT returns no ID, or identifies tokens by their values
 */
export function getShortTokenId(handle: TokenHandle | null): string | null {
  const id = getSafeHandle(handle);
  return id !== null && isUuid(id) ? id.slice(0, 8).toLowerCase() : id;
}

/** A checked token: its fingerprint, and how its record was found. */
type CheckedToken = Pick<TokenHealth, "fingerprint" | "match">;

/**
 * Returns the name of a checked token and its label: the short ID of its record if that is certain, otherwise
 * the fingerprint of its value. HUNT lists no values, so lists cannot show a fingerprint.
 */
export function getTokenName(token: CheckedToken): readonly [label: "ID" | "Fingerprint", name: string] {
  const id = isGuess(token) ? null : getShortTokenId(token.match?.handle ?? null);
  return id === null ? ["Fingerprint", token.fingerprint] : ["ID", id];
}

/** Formats {@link getTokenName} for a sentence: `ID d13b3f2c`, or `fingerprint 0478af0e`. */
export function formatTokenLabel(token: CheckedToken): string {
  const [label, name] = getTokenName(token);
  return `${label === "ID" ? label : label.toLowerCase()} ${escapeToSingleLine(name)}`;
}

/**
 * Identifies a token by its description, if that is certain, its {@link getTokenName name}, user, and
 * instance, if they are known: `the token "CI" (ID 1a2b3c4d) of ci@example.com at acme`. The description and
 * the user are text from HUNT, escaped to one line.
 */
export function describeToken(health: TokenHealth): string {
  const [description, user] = [health.description, health.user].map(
    (text) => text && escapeToSingleLine(text),
  );
  const label = formatTokenLabel(health);
  const name = !description || isGuess(health) ? `with ${label}` : `"${description}" (${label})`;
  return `the token ${name}${user ? ` of ${user}` : ""} at ${health.instance}`;
}
