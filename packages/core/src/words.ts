/** `1 day`, `12 days`. */
export function days(count: number): string {
  return count === 1 ? "1 day" : `${count} days`;
}

/** When something is by whole days from now: `in less than a day`, `in 12 days`, `3 days ago`. */
export function fromNow(count: number): string {
  if (count < 0) return `${days(-count)} ago`;
  return count === 0 ? "in less than a day" : `in ${days(count)}`;
}

/** An instant in ISO 8601, to the minute: `2026-12-04 18:00 UTC`. */
export function moment(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}
