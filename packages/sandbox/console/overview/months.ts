import type { Token } from "../api/tokens.js";
import { byExpiry, expiryOf } from "../tokens/lifetime.js";

const short = new Intl.DateTimeFormat("en-US", { month: "short", timeZone: "UTC" });
const long = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });

/** A month of the timeline with the tokens that die in it. */
export interface Month {
  /** Milliseconds since 1970; for the first month the present. */
  readonly start: number;
  /** Such as `Jan`. */
  readonly short: string;
  /** Such as `January 2027`. */
  readonly long: string;
  readonly tokens: readonly Token[];
}

/** The months from now to a year from now, thirteen since the first and the last are parts of one. */
export function monthsFrom(now: number, end: number, tokens: readonly Token[]): Month[] {
  const today = new Date(now);
  const startOf = (index: number): number => Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + index, 1);
  const living = tokens.filter((token) => expiryOf(token) > now && expiryOf(token) <= end).toSorted(byExpiry);
  return Array.from({ length: 13 }, (_, index) => ({
    start: Math.max(now, startOf(index)),
    short: short.format(startOf(index)),
    long: long.format(startOf(index)),
    tokens: living.filter(
      (token) => expiryOf(token) >= startOf(index) && expiryOf(token) < startOf(index + 1),
    ),
  }));
}

/** What the timeline shows, in one sentence. */
export function summaryOf(months: readonly Month[]): string {
  const busy = months
    .filter(({ tokens }) => tokens.length > 0)
    .map(({ tokens, long: name }) => `${tokens.length} in ${name}`);
  const total = months.reduce((sum, { tokens }) => sum + tokens.length, 0);
  if (total === 0) return "No token expires within the next twelve months.";
  return `${total} ${total === 1 ? "token expires" : "tokens expire"} within the next twelve months: ${busy.join(", ")}.`;
}
