import { consolePath, type TokenHealth } from "@huntkit/core";

const guide = "https://github.com/huntkit/huntkit/blob/main/docs/get-a-token.md";

const sources = { hunt: "by HUNT's own record", stated: "by the stated creation date", secret: "by the date of the secret" } as const;

/** `1 day`, `12 days`. */
export function days(count: number): string {
  return count === 1 ? "1 day" : `${count} days`;
}

/** `2026-12-04 18:00 UTC`. */
export function moment(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

/** An expiry with who says so. */
export function sayUntil({ expiresAt, source }: Pick<TokenHealth, "expiresAt" | "source">): string {
  return source === "none" || expiresAt === null ? "an unknown date" : `${moment(expiresAt)} (${sources[source]})`;
}

/** Which token: description, fingerprint, user and instance, as far as they are known. */
export function owner({ description, fingerprint, user, instance }: TokenHealth): string {
  const name = description === null ? fingerprint : `"${description}" (${fingerprint})`;
  return `the token ${name}${user === null ? "" : ` of ${user}`} at ${instance}`;
}

/** Says so where the record is a guess. */
export function ambiguity({ match }: TokenHealth): string {
  if (match?.by !== "earliest") return "";
  return `${match.candidates} tokens of this user could be this one, so the date is that of the first to expire; the input token-description tells them apart.`;
}

/** What to do about a token that dies. */
export function renewal(role: string | null): string {
  return `A HUNT token cannot be renewed. Create a new one in HUNT: ${consolePath(role)}. Then store it in the secret. How: ${guide}`;
}
