import type { TokenHealth } from "@huntkit/core";
import type { TerminalText } from "@huntkit/core/escape";
import { describeTokenCreation, getTokenConsolePath, tokenGuideUrl } from "@huntkit/toolkit";
import type { Colors } from "../output/terminal.js";
import { escapeForTerminal, terminalText } from "../output/escape.js";
import { formatCard } from "../output/table.js";
import { CommandError } from "../program/errors.js";
import { describeHealth, formatHeadline, listHealthParts, statusColors, statusExitCodes } from "./wording.js";

/**
 * A finding for people: its headline, and part by part what is known of the token.
 *
 * @param more further parts, behind those of the finding
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
 * What to do where a token has died.
 *
 * @param role its user's role, by which the console differs; null where it is not known
 */
export function describeRenewal(role: string | null): string {
  return `${describeTokenCreation(role)} Then run \`hunt auth login\`, or replace the old token.`;
}

/** What to do about a token's state; nothing for a healthy one. */
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
          : "State its creation date to get warnings in time: hunt token check --created 2026-03-31",
      ];
  }
}

/**
 * Stops before a token that does not work is used.
 *
 * @param undone what was left undone, as a sentence: `Nothing was stored.`
 * @throws {CommandError} that says how the token is, with the exit code of that
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
 * What to say where a token was asked for by a description that HUNT's record of it does not have: else a mistyped
 * description would check another token's record without a word. What others wrote is still to be made harmless.
 *
 * @param wanted the description that was asked for, without blanks around it
 * @returns the warning and what to do about it, a line each; none where the descriptions agree or HUNT showed no record
 */
export function describeMismatch({ description, match }: TokenHealth, wanted: string): string[] {
  // The finding repeats the description that was asked for where the record has none: a guess at one record is then what tells.
  const isUndescribed = match?.by === "earliest" && match.candidates === 1 && description === wanted;
  if (description === null || (description === wanted && !isUndescribed)) return [];
  const taken = isUndescribed ? "one without a description" : `"${description}"`;
  const warning =
    match?.by === "earliest"
      ? `You have no token described "${wanted}". The result is for ${taken}.`
      : `The description of this token in HUNT is "${description}", not "${wanted}".`;
  return [warning, "Run `hunt token list` to show the descriptions of your tokens."];
}
