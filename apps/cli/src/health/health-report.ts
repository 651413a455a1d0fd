import type { TokenHealth } from "@huntkit/core";
import type { TerminalText } from "@huntkit/core/escape";
import { describeTokenCreation, getTokenConsolePath, tokenGuideUrl } from "@huntkit/toolkit";
import type { Colors } from "../output/terminal.js";
import { escapeForTerminal, terminalText } from "../output/escape.js";
import { formatCard } from "../output/table.js";
import { CommandError } from "../program/errors.js";
import { describeHealth, formatHeadline, listHealthParts, statusColors, statusExitCodes } from "./wording.js";

/**
 * Formats the health of a token for a terminal: a headline, and one line for each known property.
 *
 * @param more further lines, after those of the token
 */
export function formatHealthCard(
  health: TokenHealth,
  colors: Colors,
  more: readonly (readonly [name: string, value: unknown])[] = [],
): TerminalText {
  const headline = colors[statusColors[health.status]](escapeForTerminal(formatHeadline(health)));
  return terminalText`${headline}\n\n${formatCard([...listHealthParts(health), ...more], colors)}`;
}

/**
 * Returns advice for an expired or invalid token.
 *
 * @param role role of the token's user, which decides the page for tokens in HUNT. Null if it is unknown.
 */
export function describeRenewal(role: string | null): string {
  return `${describeTokenCreation(role)} Then run \`hunt auth login\`, or replace the old token.`;
}

/** Returns advice for the state of a token, as lines. A healthy token needs none. */
export function getAdvice(health: TokenHealth): string[] {
  switch (health.status) {
    case "healthy":
      return [];
    case "expiring":
      return [
        `Tokens cannot be renewed. Run \`hunt token rotate\`, or create a new token in HUNT: ${getTokenConsolePath(health.role)}.`,
      ];
    case "expired":
    case "rejected":
      return [describeRenewal(health.role), `How: ${tokenGuideUrl}`];
    case "unreachable":
      return ["Run `hunt doctor` to find the cause."];
    case "unknown-expiry":
      return [
        health.reason === "lookup-failed"
          ? "Try again."
          : "Pass its creation date to get warnings in time: hunt token check --created 2026-03-31",
      ];
  }
}

/**
 * Throws if a token cannot be used.
 *
 * @param undone sentence about what was not done, such as `Nothing was stored.`
 * @throws {CommandError} if the token is expired, rejected, or could not be checked, with the exit code of
 *   that state
 */
export function requireUsable(health: TokenHealth, undone: string): void {
  if (health.status !== "expired" && health.status !== "rejected" && health.status !== "unreachable") return;
  throw new CommandError(
    `${undone} ${describeHealth(health)}`,
    getAdvice(health).join("\n"),
    statusExitCodes[health.status],
  );
}

/**
 * Returns a warning if the token's record has another description than the user specified. Otherwise, a
 * mistyped description would silently check the record of another token.
 *
 * @param wanted the specified description, without surrounding spaces
 * @returns unescaped lines: the warning and the advice. Empty if the descriptions match, or HUNT returned no
 *   record.
 */
export function describeMismatch({ description, match }: TokenHealth, wanted: string): string[] {
  // If the record has no description, the health contains the specified one. Then only the kind of match
  // shows it.
  const isUndescribed = match?.by === "earliest" && match.candidates === 1 && description === wanted;
  if (description === null || (description === wanted && !isUndescribed)) return [];
  const taken = isUndescribed ? "one without a description" : `"${description}"`;
  const warning =
    match?.by === "earliest"
      ? `You have no token described "${wanted}". The result is for ${taken}.`
      : `The description of this token in HUNT is "${description}", not "${wanted}".`;
  return [warning, "Run `hunt token list` to show the descriptions of your tokens."];
}
