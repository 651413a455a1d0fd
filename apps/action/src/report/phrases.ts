import { getTokenConsolePath, formatDateTime, type TokenHealth } from "@huntkit/core";

const guide = "https://github.com/huntkit/huntkit/blob/main/docs/get-a-token.md";

const sources = {
  hunt: "by HUNT's own record",
  stated: "by the stated creation date",
  secret: "by the date of the secret",
} as const;

/** An expiry with who says so. */
export function formatExpiry({ expiresAt, source }: Pick<TokenHealth, "expiresAt" | "source">): string {
  return source === "none" || expiresAt === null
    ? "an unknown date"
    : `${formatDateTime(expiresAt)} (${sources[source]})`;
}

/** Whether the record that gave the date is only taken to be the token's. */
export function isGuess({ match }: TokenHealth): boolean {
  return match?.by === "earliest";
}

/** Which token: description, where that is sure, fingerprint, user and instance, as far as they are known. */
export function describeToken(health: TokenHealth): string {
  const { description, fingerprint, user, instance } = health;
  const name = description === null || isGuess(health) ? fingerprint : `"${description}" (${fingerprint})`;
  return `the token ${name}${user === null ? "" : ` of ${user}`} at ${instance}`;
}

/** Says so where the record is a guess. `wanted` is the description that was asked for. */
export function explainGuess(health: TokenHealth, wanted: string | undefined): string {
  if (!isGuess(health)) return "";
  if (wanted !== undefined && health.description !== wanted.trim()) {
    return "No token of this user has the description that the input token-description gives, so the date is that of the first to expire. Correct the input.";
  }
  return `${health.match?.candidates} tokens of this user could be this one, so the date is that of the first to expire. Give each a description of its own, and name it in the input token-description.`;
}

/** What to do about a token that dies. */
export function explainRenewal(role: string | null): string {
  return `A HUNT token cannot be renewed. Create a new one in HUNT: ${getTokenConsolePath(role)}. Then store it in the secret. How: ${guide}`;
}
