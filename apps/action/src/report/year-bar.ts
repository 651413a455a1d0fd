import { getElapsedLifetime } from "@huntkit/core";

const width = 48;

/**
 * A token's life as a bar of text, with today's place in it:
 *
 * ```text
 * 2026-01-01 ████████████████████████▌░░░░░░░░░░░░░░░░░░ 2027-01-01
 *                                    ▲ today
 * ```
 *
 * @param createdAt ISO 8601
 * @param expiresAt ISO 8601
 * @param today ISO 8601
 */
export function yearBar(createdAt: string, expiresAt: string, today: string): string {
  const filled = Math.round(getElapsedLifetime(createdAt, expiresAt, Date.parse(today)) * width);
  const start = `${createdAt.slice(0, 10)} `;
  const bar = `${start}${"█".repeat(filled)}${"░".repeat(width - filled)} ${expiresAt.slice(0, 10)}`;
  const place = start.length + Math.max(0, filled - 1);
  const label = filled > width / 2 ? `${"today".padStart(place - 1)} ▲` : `${"".padEnd(place)}▲ today`;
  return `${bar}\n${label}`;
}
