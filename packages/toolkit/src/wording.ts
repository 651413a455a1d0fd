/**
 * Formats a number with thousands separators and at most three decimals: `31,000`. `toLocaleString` returns the same,
 * but its first call takes several milliseconds.
 */
export function formatNumber(value: number): string {
  const [integer = "", ...decimals] = String(Math.round(value * 1_000) / 1_000).split(".");
  return [integer.replaceAll(/\B(?=(?:\d{3})+$)/g, ","), ...decimals].join(".");
}

/** Formats a number with a noun: `1 machine`, `2,000 machines`. */
export function formatCount(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatNumber(count)} ${count === 1 ? singular : plural}`;
}

/**
 * Returns the first names of a long list, one per line, and the number of the others.
 *
 * @param max number of names to show. Default: 10.
 */
export function listFirst(names: readonly string[], max = 10): string[] {
  const more = names.length - max;
  return more > 0 ? [...names.slice(0, max), `and ${formatNumber(more)} more`] : [...names];
}

/** Formats a number of days: `1 day`, `12 days`. */
export function formatDays(count: number): string {
  return count === 1 ? "1 day" : `${count} days`;
}

/**
 * Returns the whole days since an expiry, rounded down: 0 within the first day.
 *
 * @param daysLeft a negative result of `getDaysLeft`
 */
export function getDaysSince(daysLeft: number): number {
  return -daysLeft - 1;
}

/**
 * Formats the whole days until an expiry: `in less than a day`, `in 12 days`, `less than a day ago`, `3 days
 * ago`.
 *
 * @param count result of `getDaysLeft`, which is negative after the expiry
 */
export function formatDaysFromNow(count: number): string {
  const passed = getDaysSince(count);
  if (count < 0) return passed === 0 ? "less than a day ago" : `${formatDays(passed)} ago`;
  return count === 0 ? "in less than a day" : `in ${formatDays(count)}`;
}

/** Formats a duration in one unit: `90 seconds`, `about 3 hours`, `about 345 days`. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1_000);
  const [minutes, hours] = [Math.round(seconds / 60), Math.round(seconds / 3_600)];
  if (seconds < 120) return formatCount(seconds, "second");
  if (minutes < 120) return `about ${formatCount(minutes, "minute")}`;
  if (hours < 48) return `about ${formatCount(hours, "hour")}`;
  return `about ${formatCount(Math.round(hours / 24), "day")}`;
}

/** Formats an ISO 8601 time to the minute: `2026-12-04 18:00 UTC`. */
export function formatDateTime(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

/**
 * Returns the menu path to a new token in HUNT's web console (vendor's help page "Generating an API token").
 *
 * @param role role of the token's user; both paths are returned unless it is `admin` or `analyst`
 */
export function getTokenConsolePath(role: string | null): string {
  const admin = "Account icon > Admin > Users & Tokens > API Tokens > Create new token";
  const analyst = "Account icon > My Profile > API Tokens > Create New Token";
  if (role === "admin") return admin;
  if (role === "analyst") return analyst;
  return `${admin} (admins), or ${analyst} (analysts)`;
}
