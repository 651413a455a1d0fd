import { dayMs } from "@huntkit/core/internal";
import { unicodeGlyphs, type Glyphs } from "./glyphs.js";

/** A period that starts now, and the width of its picture in characters. */
export interface TimelineFrame {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Milliseconds since 1970. */
  readonly end: number;
  readonly width: number;
}

/** Returns a frame of the 12 months that start now (UTC). */
export function createYearFrame(now: number, width: number): TimelineFrame {
  const end = new Date(now);
  end.setUTCFullYear(end.getUTCFullYear() + 1);
  return { now, end: end.getTime(), width };
}

/** Returns the position of a time in the frame, in characters. It may be outside of the frame. */
function toPlace(time: number, { now, end, width }: TimelineFrame): number {
  return Math.floor(((time - now) / (end - now)) * width);
}

/**
 * Formats the time until a token expires, with its last `warnDays` days: `██████▒▒◆░░░`. The left edge is now.
 * A token that has expired has its mark there. The line ends with `›` if the token expires later.
 *
 * @param expiresAt milliseconds since 1970
 * @param warnDays days before the expiry in which a warning applies
 */
export function formatTimeline(
  expiresAt: number,
  warnDays: number,
  frame: TimelineFrame,
  { full, warning, event, empty, more }: Glyphs = unicodeGlyphs,
): string {
  const place = Math.max(0, toPlace(expiresAt, frame));
  const warnPlace = Math.max(0, toPlace(expiresAt - warnDays * dayMs, frame));
  const toGlyph = (at: number): string => {
    if (at === place) return event;
    if (at > place) return empty;
    if (at === frame.width - 1) return more;
    return at < warnPlace ? full : warning;
  };
  return Array.from({ length: frame.width }, (_, at) => toGlyph(at)).join("");
}

/** `toLocaleString` returns the same, but its first call loads the data of all languages, which takes 12 ms. */
const monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Minimum width of a month with its name, and with a letter and a space, in characters. */
const [nameWidth, letterWidth] = [4, 2];

/**
 * Formats the scale above the timelines of a frame: the start of each month (UTC), by its name or its first
 * letter. `Apr May Jun`, `A M J`, or `AMJ`.
 */
export function formatMonthScale(frame: TimelineFrame): string {
  const monthWidth = frame.width / 12;
  const length = monthWidth >= nameWidth ? 3 : 1;
  const gap = monthWidth >= letterWidth ? 1 : 0;
  const start = new Date(frame.now);
  let scale = "";
  for (let month = 1; month <= 12; month += 1) {
    const first = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + month, 1);
    const name = monthNames[new Date(first).getUTCMonth()]!.slice(0, length);
    // Months have different lengths, so some names are one character later than their month.
    const place = Math.max(toPlace(first, frame), scale === "" ? 0 : scale.length + gap);
    if (place + length <= frame.width) scale = scale.padEnd(place) + name;
  }
  return scale;
}
