import { unicodeGlyphs, type Glyphs } from "./glyphs.js";

/**
 * Formats a fraction as a bar.
 *
 * @param share from 0 to 1
 * @param width in characters
 */
export function formatBar(share: number, width: number, { full, empty }: Glyphs = unicodeGlyphs): string {
  const filled = Math.round(share * width);
  return full.repeat(filled) + empty.repeat(width - filled);
}

/**
 * Formats a count as a bar, relative to the highest count. Every count above 0 has a bar.
 *
 * @param highest the count whose bar has the full width
 * @param width in characters
 */
export function formatCountBar(
  count: number,
  highest: number,
  width: number,
  { full }: Pick<Glyphs, "full"> = unicodeGlyphs,
): string {
  return count === 0 ? "" : full.repeat(Math.ceil((count / highest) * width));
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
  const highest = Math.max(...rows.map(([, count]) => count));
  const lines = rows.map(([name, count]) => {
    const bar = formatCountBar(count, highest, width);
    return `${name.padEnd(nameWidth)} ${bar.padEnd(width)} ${count}`;
  });
  return lines.join("\n");
}
