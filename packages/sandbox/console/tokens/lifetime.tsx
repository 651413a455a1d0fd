import type { JSX } from "preact";
import type { Token } from "../api/tokens.js";
import { Icon } from "../components/icon.js";

/** A day in milliseconds. */
export const DAY = 86_400_000;

/** How soon a token expires. */
export type Band = "expired" | "week" | "month" | "quarter" | "later";

/** The ends of the bands, in days from now. */
export const bandDays = { week: 7, month: 30, quarter: 90 } as const;

/**
 * Returns when a token expires, in milliseconds since 1970: `ttl` seconds after its creation (LoopBack 3).
 */
export function getExpiry({ created, ttl }: Token): number {
  return Date.parse(created) + ttl * 1000;
}

/** Returns the band of a token. It has expired from the exact millisecond of its expiry (LoopBack 3). */
export function getBand(token: Token, now: number): Band {
  const left = getExpiry(token) - now;
  if (left <= 0) return "expired";
  if (left < bandDays.week * DAY) return "week";
  if (left < bandDays.month * DAY) return "month";
  return left < bandDays.quarter * DAY ? "quarter" : "later";
}

/** Returns the part of a token's lifetime that has passed, between 0 and 1. */
function getElapsedShare(token: Token, now: number): number {
  return 1 - Math.min(1, Math.max(0, (getExpiry(token) - now) / (token.ttl * 1000)));
}

/** Formats the time left, such as `264 days left` or `expired 35 days ago`. */
function formatTimeLeft(token: Token, now: number): string {
  const left = getExpiry(token) - now;
  const days = Math.floor(Math.abs(left) / DAY);
  if (left > 0) return days === 0 ? "less than a day left" : `${formatDays(days)} left`;
  return days === 0 ? "expired less than a day ago" : `expired ${formatDays(days)} ago`;
}

function formatDays(days: number): string {
  return days === 1 ? "1 day" : `${days} days`;
}

/** Compares tokens, soonest to expire first. */
export function compareExpiry(a: Token, b: Token): number {
  return getExpiry(a) - getExpiry(b);
}

/** The lifetime of a token as a bar, filled up to now. The text next to it does not depend on colors. */
export function YearBar({ token, now }: { token: Token; now: number }): JSX.Element {
  const band = getBand(token, now);
  return (
    <div class={`year ${band}`} data-band={band}>
      <svg class="year-bar" width="100%" height="8" aria-hidden="true" focusable="false">
        <rect class="year-track" width="100%" height="8" rx="4" />
        <rect
          class="year-elapsed"
          width={`${(getElapsedShare(token, now) * 100).toFixed(2)}%`}
          height="8"
          rx="4"
        />
      </svg>
      <span class="year-words">
        <Icon name={band} />
        {formatTimeLeft(token, now)}
      </span>
    </div>
  );
}
