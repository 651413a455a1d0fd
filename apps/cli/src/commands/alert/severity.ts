import { severities as worstLast, type Severity } from "@huntkit/core";
import type { Colors } from "picocolors/types.js";

/** HUNT's severities, the worst first. */
export const severities = worstLast.toReversed();

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
