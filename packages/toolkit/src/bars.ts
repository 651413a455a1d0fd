import { getElapsedLifetime } from "@huntkit/core";

/**
 * Formats a share as a bar of text.
 *
 * @param share from 0 to 1
 * @param width in characters
 */
export function formatBar(share: number, width: number): string {
  const filled = Math.round(share * width);
  return "█".repeat(filled) + "░".repeat(width - filled);
}

/**
 * Formats how much of a token's lifetime is over, as a bar.
 *
 * @param createdAt ISO 8601
 * @param expiresAt ISO 8601
 * @param now milliseconds since 1970
 * @param width in characters
 */
export function formatLifetimeBar(createdAt: string, expiresAt: string, now: number, width: number): string {
  return formatBar(getElapsedLifetime(createdAt, expiresAt, now), width);
}

/**
 * Formats a token's lifetime as a bar between its dates, with today's place below it:
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

/**
 * Formats counts as bars, the longest for the highest count. Every count above 0 has a bar:
 *
 * ```text
 * critical ██████████████████████████████ 12
 * high     ███                            1
 * ```
 */
export function formatCountBars(counts: Readonly<Record<string, number>>): string {
  const width = 30;
  const rows = Object.entries(counts);
  const nameWidth = Math.max(...rows.map(([name]) => name.length));
  const highest = Math.max(1, ...rows.map(([, count]) => count));
  const lines = rows.map(([name, count]) => {
    const bar = "█".repeat(Math.ceil((count / highest) * width));
    return `${name.padEnd(nameWidth)} ${bar.padEnd(width)} ${count}`;
  });
  return lines.join("\n");
}
