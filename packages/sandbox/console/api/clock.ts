let heard = { time: Date.now(), mark: performance.now() };

/** The header cuts off what is past the second; the end of that second is never before HUNT's own time. */
const CUT_OFF = 999;

/** Takes HUNT's own time from an answer's `Date` header: a sandbox's clock is moved at will, and a laptop's may be wrong. */
export function hearDate(header: string | null): void {
  const time = Date.parse(header ?? "");
  if (!Number.isNaN(time)) heard = { time: time + CUT_OFF, mark: performance.now() };
}

/** HUNT's time now, in milliseconds since 1970. */
export function now(): number {
  return heard.time + (performance.now() - heard.mark);
}
