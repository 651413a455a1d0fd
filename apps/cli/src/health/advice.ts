import { getTokenConsolePath, type TokenHealth } from "@huntkit/core";

const guide = "https://github.com/huntkit/huntkit/blob/main/docs/get-a-token.md";

/**
 * What to do where a token has died.
 *
 * @param role its user's role, by which the console differs; null where it is not known
 */
export function renewal(role: string | null): string {
  return `Create a new token in HUNT: ${getTokenConsolePath(role)}. Then run \`hunt auth login\`, or put it where the old one was.`;
}

/** What to do about a token's state; nothing for a healthy one. */
export function adviceFor(health: TokenHealth): string[] {
  switch (health.status) {
    case "healthy":
      return [];
    case "expiring":
      return [
        `A token cannot be renewed. \`hunt token rotate\` puts a new one in its place; or create one in HUNT: ${getTokenConsolePath(health.role)}.`,
      ];
    case "expired":
    case "rejected":
      return [renewal(health.role), `How: ${guide}`];
    case "unreachable":
      return ["`hunt doctor` looks for the cause."];
    case "unknown-expiry":
      return [
        health.reason === "lookup-failed"
          ? "Try again."
          : "State the day on which it was created, to be told in time: hunt token check --created 2026-03-31",
      ];
  }
}
