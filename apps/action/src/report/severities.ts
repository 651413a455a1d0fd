import { severities as worstLast } from "@huntkit/core";

/** HUNT's severities, the worst first. */
export const severities = worstLast.toReversed();

const width = 30;

/**
 * Numbers as bars of text:
 *
 * ```text
 * critical ██████████████████████████████ 12
 * high     ███                            1
 * ```
 */
export function bars(counts: Readonly<Record<string, number>>): string {
  const names = Object.keys(counts);
  const widest = Math.max(...names.map((name) => name.length));
  const most = Math.max(1, ...Object.values(counts));
  const line = (name: string, count: number) =>
    `${name.padEnd(widest)} ${"█".repeat(Math.ceil((count / most) * width)).padEnd(width)} ${count}`;
  return `\`\`\`text\n${names.map((name) => line(name, counts[name]!)).join("\n")}\n\`\`\`\n`;
}
