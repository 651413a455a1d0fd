import { getElapsedLifetime } from "@huntkit/core/internal";
import { formatBar } from "./bars.js";
import { unicodeGlyphs, type Glyphs } from "./glyphs.js";

/**
 * Formats the elapsed part of a token's lifetime as a bar.
 *
 * @param createdAt ISO 8601
 * @param expiresAt ISO 8601
 * @param now milliseconds since 1970
 * @param width in characters
 */
export function formatLifetimeBar(
  createdAt: string,
  expiresAt: string,
  now: number,
  width: number,
  glyphs: Glyphs = unicodeGlyphs,
): string {
  return formatBar(getElapsedLifetime(createdAt, expiresAt, now), width, glyphs);
}

/**
 * Formats a token's lifetime as a bar between its dates, with a mark for today below it:
 *
 * ```text
 * 2026-01-01 ████████████████████████▌░░░░░░░░░░░░░░░░░░ 2027-01-01
 *                                    ▲ today
 * ```
 *
 * @param createdAt ISO 8601
 * @param expiresAt ISO 8601
 * @param now ISO 8601
 */
export function formatLifetimeChart(createdAt: string, expiresAt: string, now: string): string {
  const width = 48;
  const bar = formatLifetimeBar(createdAt, expiresAt, Date.parse(now), width);
  const filled = bar.lastIndexOf("█") + 1;
  const start = `${createdAt.slice(0, 10)} `;
  const place = start.length + Math.max(0, filled - 1);
  const label = filled > width / 2 ? `${"today".padStart(place - 1)} ▲` : `${"".padEnd(place)}▲ today`;
  return `${start}${bar} ${expiresAt.slice(0, 10)}\n${label}`;
}
