/** `1 day`, `12 days`. */
export function formatDays(count: number): string {
  return count === 1 ? "1 day" : `${count} days`;
}

/** When something is by whole days from now: `in less than a day`, `in 12 days`, `3 days ago`. */
export function formatDaysFromNow(count: number): string {
  if (count < 0) return `${formatDays(-count)} ago`;
  return count === 0 ? "in less than a day" : `in ${formatDays(count)}`;
}

/** An instant in ISO 8601, to the minute: `2026-12-04 18:00 UTC`. */
export function formatDateTime(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}
