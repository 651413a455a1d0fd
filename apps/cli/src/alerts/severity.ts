import type { Colors } from "picocolors/types.js";

/** HUNT's severities, the worst first. */
export const severities = ["critical", "high", "medium", "low"] as const;
export type Severity = (typeof severities)[number];

/** Colours a text by how bad what it is about is. The word stands there as well: not everybody sees colours. */
export function paintSeverity(text: string, severity: string | null | undefined, colors: Colors): string {
  if (severity === "critical") return colors.bold(colors.red(text));
  if (severity === "high") return colors.red(text);
  return severity === "medium" ? colors.yellow(text) : text;
}

/** Of this severity, and worse ones. */
export function andWorse(severity: Severity): Severity[] {
  return severities.slice(0, severities.indexOf(severity) + 1);
}
